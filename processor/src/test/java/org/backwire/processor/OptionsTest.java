package org.backwire.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.backwire.processor.graph.Optimization;
import org.backwire.processor.graph.Optimizations;
import org.backwire.processor.graph.TapePolicy;
import org.junit.jupiter.api.Test;

/** {@code -Abackwire.without=…} and {@code -Abackwire.tape=…}. */
class OptionsTest {
    private static final String SUM = """
            class A {
                @org.backwire.Differentiable
                static double f(double[] x) {
                    double sum = 0;
                    for (double v : x) {
                        sum += Math.sin(v);
                    }
                    return sum;
                }
            }
            """;

    private static Optimizations read(Map<String, String> given) {
        List<String> errors = new ArrayList<>();
        Optimizations read = Options.read(given, errors::add);
        assertThat(errors).isEmpty();
        return read;
    }

    @Test
    void nothingIsSwitchedOffUnlessAsked() {
        assertThat(read(Map.of())).isEqualTo(Optimizations.ALL);
        assertThat(read(Map.of("backwire.without", "", "backwire.tape", ""))).isEqualTo(Optimizations.ALL);
    }

    @Test
    void severalAreSwitchedOffWithCommas() {
        assertThat(read(Map.of("backwire.without", "early-adjoint, routers")))
                .isEqualTo(new Optimizations(
                        Set.of(Optimization.EARLY_ADJOINT, Optimization.ROUTERS), TapePolicy.MINIMUM_CUT));
        assertThat(read(Map.of("backwire.tape", "record")).tape()).isEqualTo(TapePolicy.RECORD);
    }

    @Test
    void anUnknownNameIsAnErrorThatListsAllNames() {
        Compilation compilation = Marked.compile(
                List.of(new DifferentiableProcessor()),
                List.of("-Abackwire.without=routers,early", "-Abackwire.tape=paper"),
                SUM);
        assertThat(compilation.errors()).hasSize(2);
        assertThat(compilation.errors().get(0).getMessage(Locale.ROOT))
                .startsWith("[Backwire/UnknownOption] \"early\" means nothing to -Abackwire.without.")
                .contains(Arrays.stream(Optimization.values())
                        .map(Optimization::title)
                        .toList());
        assertThat(compilation.errors().get(1).getMessage(Locale.ROOT))
                .contains("-Abackwire.tape")
                .contains("minimum-cut, record, recompute");
    }

    @Test
    void aLimitIsANumberOfBytes() {
        assertThat(read(Map.of("backwire.split", "100"))).isEqualTo(Optimizations.ALL);
        assertThat(read(Map.of("backwire.split", "65535"))).isEqualTo(Optimizations.ALL);
        for (String bytes : List.of("x", "-5", "0", "99", "65536", "8_000", "1000000")) {
            List<String> errors = new ArrayList<>();
            Options.read(Map.of("backwire.split", bytes), errors::add);
            assertThat(errors).hasSize(1);
            assertThat(errors.get(0))
                    .startsWith("[Backwire/UnknownOption] \"" + bytes + "\" means nothing to -Abackwire.split.")
                    .contains("It takes a number of bytes from 100 to 65535.");
        }
    }

    /** With the strictest javac, which warns of options that no processor claims. */
    @Test
    void theCompanionIsAnotherOne() {
        assertThat(companion()).isEqualTo(companion("-Abackwire.without=")).containsOnlyOnce("for (");
        assertThat(companion("-Abackwire.without=early-adjoint")).isNotEqualTo(companion());
        assertThat(companion("-Abackwire.without=early-adjoint,borrowed-tapes", "-Abackwire.tape=record"))
                .contains("Tape[");
    }

    @Test
    void noObjectIsRecordedWhoseTypeIsNoneOfAnArray() {
        String code = """
                import java.util.*;

                class A {
                    @org.backwire.Differentiable
                    static double f(double[] x, NavigableMap<Double, Integer> nodes, int n) {
                        double s = 1;
                        for (int i = 0; i < n; i++) {
                            Map.Entry<Double, Integer> low = nodes.floorEntry((double) i);
                            s *= low == null ? x[0] : x[low.getValue()] * low.getKey();
                        }
                        return s;
                    }
                }
                """;
        List<String> options = List.of("-Xlint:all", "-Werror", "-Abackwire.tape=recompute");
        assertThat(Marked.said(Marked.compile(List.of(new DifferentiableProcessor()), options, code)))
                .isEmpty();
    }

    private static String companion(String... options) {
        List<String> all = new ArrayList<>(List.of("-Xlint:all", "-Werror"));
        all.addAll(List.of(options));
        Compilation compilation = Marked.compile(List.of(new DifferentiableProcessor()), all, SUM);
        assertThat(Marked.said(compilation)).isEmpty();
        return compilation
                .generatedSourceFile("AFGrad")
                .map(file -> {
                    try {
                        return file.getCharContent(false).toString();
                    } catch (java.io.IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                })
                .orElseThrow();
    }
}
