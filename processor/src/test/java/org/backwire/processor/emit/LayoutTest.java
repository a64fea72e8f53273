package org.backwire.processor.emit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LayoutTest {
    @Test
    void anAnnotationStandsOnOneLineIfItFits() {
        assertThat(laidOut("""
                @GeneratedCompanion({
                        Derivative.GRADIENT,
                        Derivative.JVP
                })
                @Other(
                        wrt = {
                                0,
                                1
                        },
                        owns = false
                )
                class C {
                """)).isEqualTo("""
                @GeneratedCompanion({Derivative.GRADIENT, Derivative.JVP})
                @Other(wrt = {0, 1}, owns = false)
                class C {
                """);
    }

    @Test
    void aLongAnnotationHasALineForEachMember() {
        String numbers = "1000000,\n                ".repeat(13) + "1";
        assertThat(laidOut("""
                @GeneratedCompanion(
                        writes = 0,
                        value = {
                                %s
                        }
                )
                class C {
                """.formatted(numbers))).isEqualTo("""
                @GeneratedCompanion(
                        writes = 0,
                        value = {1000000, 1000000, 1000000, 1000000, 1000000, 1000000, 1000000, 1000000, 1000000, 1000000, 1000000,
                                1000000, 1000000, 1})
                class C {
                """);
    }

    private static String laidOut(String text) {
        return String.join("\n", Layout.of(List.of(text.split("\n")))) + "\n";
    }
}
