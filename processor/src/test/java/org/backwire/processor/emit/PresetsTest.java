package org.backwire.processor.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backwire.processor.testing.TestKit.companionOf;
import static org.backwire.processor.testing.TestKit.generatedFrom;

import org.junit.jupiter.api.Test;

/** What branches leave for backward is zero from the start, and set where it is computed; the others say nothing of it. */
class PresetsTest {
    private static final String CASES = """
            static double f(double[] x, int k) {
                switch (k) {
                    case 0: x[0] = x[1] + x[0] * Math.cos(x[0]); break;
                    case 1: x[0] = x[1] * 2 + x[0] * Math.cos(x[1]); break;
                    case 2: if (x[0] > 1) { x[0] = x[0] * Math.exp(x[1]); } else { x[1] = x[0] * Math.sin(x[1]); } break;
                    default: x[0] = Math.exp(x[0] * x[1]);
                }
                return x[0] * x[1];
            }""";

    @Test
    void noCaseSpeaksOfTheOthers() {
        String text = generatedFrom(CASES).text();
        assertThat(text.lines().map(String::strip)).as(text).noneMatch(line -> line.matches("\\w+ = 0;"));
        assertThat(text).contains("} else if (k == 1) {").contains("} else if (k == 2) {");
    }

    @Test
    void allCasesAreRight() {
        for (int k = 0; k < 5; k++) {
            companionOf(CASES).at(new double[] {0.6, 1.3}, k).agreesWithDifferences();
            companionOf(CASES).at(new double[] {1.6, -0.3}, k).agreesWithDifferences();
        }
    }

    @Test
    void aZeroOfTheUsersIsSetWhereItIsSet() {
        String code = """
                static double f(double x, int k) {
                    double t = Math.cos(x);
                    double r;
                    if (k > 2) { r = 0; t = 0; } else if (k > 1) { r = t * x; } else { t = t * x; if (k > 0) { r = t; t = 0; } else { r = 0; } }
                    double s = 0;
                    for (int i = 0; i < k + 2; i++) { double u = 0; if (i > 1) { u = s * x; s = 0; } else if (i > 0) { s += u + x; } s += u * r + t; }
                    return s;
                }""";
        for (int k = 0; k < 4; k++) {
            companionOf(code).at(0.7, k).agreesWithDifferences();
        }
    }

    @Test
    void aNegativeZeroIsNotZero() {
        String code = """
                static double f(double x, int[] n, int k) {
                    double y = switch (k) {
                        case 1 -> -0.0;
                        case 2 -> { n[0]++; yield 1.0; }
                        default -> 0.0;
                    };
                    return y * x;
                }""";
        companionOf(code).at(-0.7, new int[1], 1).hasValue(0.0);
        companionOf(code).at(-0.7, new int[1], 2).hasValue(-0.7);
        companionOf(code).at(-0.7, new int[1], 3).hasValue(-0.0);
    }

    @Test
    void aBranchThatThrowsLeavesNothing() {
        String code = """
                static double f(double x, int k) {
                    double t = switch (k) {
                        case 0 -> Math.cos(x);
                        case 1 -> 2.5;
                        case 2 -> x * Math.exp(x);
                        default -> throw new IllegalArgumentException();
                    };
                    return t * t;
                }""";
        for (int k = 0; k < 3; k++) {
            companionOf(code).at(0.7, k).agreesWithDifferences();
        }
    }
}
