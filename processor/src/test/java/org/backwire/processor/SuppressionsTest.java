package org.backwire.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.Tree;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class SuppressionsTest {
    private static boolean isCovered(String modifiersOfClass, String ofMethod, String ofLocal) throws IOException {
        Parsed parsed = new Parsed("""
                %s
                class A {
                    %s
                    static double f(double x) {
                        %s
                        double floor = Math.floor(x);
                        return floor;
                    }
                }
                """.formatted(modifiersOfClass, ofMethod, ofLocal));
        return Suppressions.cover(parsed.path(Tree.Kind.METHOD_INVOCATION, "Math.floor(x)"));
    }

    @Test
    void onLocalMethodAndClass() throws IOException {
        assertThat(isCovered("", "", "")).isFalse();
        assertThat(isCovered("", "", "@SuppressWarnings(\"backwire\")")).isTrue();
        assertThat(isCovered("", "@SuppressWarnings(\"backwire\")", "")).isTrue();
        assertThat(isCovered("@SuppressWarnings(\"backwire\")", "", "")).isTrue();
    }

    @Test
    void inEveryWayOfWritingIt() throws IOException {
        assertThat(isCovered("", "", "@SuppressWarnings({\"unused\", \"backwire\"}) final"))
                .isTrue();
        assertThat(isCovered("", "", "@SuppressWarnings(value = (\"backwire\"))"))
                .isTrue();
        assertThat(isCovered("", "", "@java.lang.SuppressWarnings(value = {\"backwire\",})"))
                .isTrue();
    }

    @Test
    void otherAnnotationsDoNot() throws IOException {
        assertThat(isCovered("", "", "@SuppressWarnings(\"all\")")).isFalse();
        assertThat(isCovered("", "@Deprecated(since = \"backwire\")", "@SuppressWarnings({})"))
                .isFalse();
    }
}
