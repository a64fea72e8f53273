package org.backwire.processor.simplify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backwire.processor.simplify.Graph.graph;
import static org.backwire.processor.testing.TestKit.companionOf;
import static org.backwire.processor.testing.TestKit.generatedFrom;

import org.junit.jupiter.api.Test;

class LoopFlagsTest {
    private static final String MACHINE = """
            static double f(double x, int[] code) {
                double s = x;
                run:
                for (int pc = 0; pc < code.length; pc++) {
                    switch (code[pc]) {
                        case 0 -> s = Math.sin(s);
                        case 1 -> {
                            if (s > 3) {
                                continue run;
                            }
                            s *= x;
                        }
                        case 2 -> {
                            break run;
                        }
                        default -> {
                            s += 0.5;
                            continue run;
                        }
                    }
                    s = s * 1.5;
                }
                return s;
            }""";

    @Test
    void aFlagStaysFalseWhereItWouldBecomeFalse() {
        graph(loop("false")).after(LoopFlags::run).reads(loop("done"));
    }

    private static String loop(String otherwise) {
        return """
                f(double x, int n) {
                  y, k, done = loop (double y = x, int k = 0, boolean done = false) while {
                    c = not done : boolean
                    yield c
                  } do {
                    y.2 = sin y : double
                    k.2 = add k 1 : int
                    e = less n k.2 : boolean
                    d = if e { yield true } else { yield %s } : boolean
                    yield y.2 k.2 d
                  }
                  yield y
                }
                """.formatted(otherwise);
    }

    @Test
    void noneSaysThatItIsFalse() {
        assertThat(generatedFrom(MACHINE).text())
                .contains("boolean done = false;")
                .doesNotContain(" done = false;\n            }");
        companionOf(MACHINE).at(0.7, new int[] {0, 1, 3, 0, 1, 1, 2, 0}).agreesWithDifferences(1e-9);
        companionOf(MACHINE).at(4.5, new int[] {1, 3, 1, 0, 1}).agreesWithDifferences(1e-9);
    }
}
