package org.backwire.processor.source;

import static org.backwire.processor.testing.TestKit.companionOf;
import static org.backwire.processor.testing.TestKit.refuses;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An object of data that keeps its arrays to itself is asked for them. */
class PrivateDataTest {
    private static final String DATA = """

                static final class Data {
                    private final double[][] rows = {{1, 2}, {3, 4}};
                    static Data make() { return new Data(); }
                    double[] row(int i) { return rows[i]; }
                    int size() { return rows.length; }
                }
            """;

    @Test
    void givesItsRows() {
        companionOf("""
                @Differentiable({Derivative.GRADIENT, Derivative.HVP})
                static double f(double w, int n) {
                    Data d = Data.make();
                    double s = 0;
                    for (int i = 0; i < n; i++) s += w * w * d.row(i)[1] / d.size();
                    return s;
                }""" + DATA).at(3.0, 2).hasValue(27).hasGradient(18).agreesWithDifferences();
    }

    @Test
    void keepsThem() {
        refuses("""
                static double f(double w, int n) {
                    Data d = Data.make();
                    d.row(0)[1] = w;
                //              ^ WriteToOuterArray
                    return w * d.row(0)[1];
                }""" + DATA);
    }

    /** What a private type is called is said once. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "o instanceof Mode ? x : 1; // 25",
                "o instanceof Mode[] ? x : 1; // 25",
                "(Mode) o == null ? x : 1; // 13",
                "give().ordinal() * x; // 12",
                "ARRAY.length * x; // 12",
                "LIST.get(0).ordinal() * x; // 12",
            })
    void hasTypesThatTheCompanionCannotName(String expression) {
        int column = Integer.parseInt(expression.replaceAll(".*// ", ""));
        refuses("""
                static double f(double x, Object o) {
                    return %s
                //%s^ PrivateMember
                }
                static Mode give() { return Mode.FAST; }
                static Mode[] ARRAY = {};
                static java.util.List<Mode> LIST;
                private enum Mode { FAST }""".formatted(expression, " ".repeat(column - 3)));
    }

    @Test
    void hasTypesThatAVariableHasWithoutNamingThem() {
        refuses("""
                static double f(double x) {
                    var mode = give();
                //             ^ PrivateMember
                    return x * mode.hashCode();
                }
                static Mode give() { return Mode.FAST; }
                private enum Mode { FAST }""");
    }
}
