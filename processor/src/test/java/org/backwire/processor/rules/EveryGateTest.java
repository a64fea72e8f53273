package org.backwire.processor.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Type;
import org.backwire.processor.testing.Slope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the flows of every gate against differences of its value. */
class EveryGateTest {
    static Stream<Gate> smoothGates() {
        return Arrays.stream(Gate.values()).filter(gate -> OneGate.arity(gate) > 0);
    }

    static Stream<Gate> gatesOfTwo() {
        return smoothGates().filter(gate -> OneGate.arity(gate) == 2 && gate != Gate.ATAN2);
    }

    static Stream<Gate> gatesOfFloat() {
        return smoothGates().filter(OneGate::hasFloatForm);
    }

    @ParameterizedTest
    @MethodSource("smoothGates")
    void agreesWithDifferences(Gate gate) {
        OneGate one = OneGate.of(gate, Type.Primitive.DOUBLE, OneGate.arity(gate));
        int held = 0;
        for (double[] at : places(gate, OneGate.arity(gate))) {
            held += holds(gate, one, at);
        }
        assertThat(held).as("slopes that could be held against differences").isGreaterThanOrEqualTo(4);
    }

    @ParameterizedTest
    @MethodSource("gatesOfTwo")
    void agreesWithDifferencesOfOneValueTaken2Times(Gate gate) {
        OneGate one = OneGate.twice(gate, Type.Primitive.DOUBLE);
        for (double x : OneGate.places(gate)) {
            if (gate == Gate.REM || gate == Gate.IEEE_REMAINDER) {
                continue; // x % x jumps wherever it is looked at
            }
            holds(gate, one, x);
        }
    }

    @ParameterizedTest
    @MethodSource("gatesOfFloat")
    void floatHasTheSlopesOfDouble(Gate gate) {
        OneGate wide = OneGate.of(gate, Type.Primitive.DOUBLE, OneGate.arity(gate));
        OneGate narrow = OneGate.of(gate, Type.Primitive.FLOAT, OneGate.arity(gate));
        for (double[] at : places(gate, OneGate.arity(gate))) {
            double[] exact = Arrays.stream(at).map(x -> (float) x).toArray();
            if (!OneGate.isKink(gate, exact)) {
                double[] slopes = wide.slopes(exact);
                double[] floats = narrow.slopes(exact);
                for (int i = 0; i < slopes.length; i++) {
                    double scale = Math.max(1, Math.abs(slopes[i]));
                    assertThat(floats[i]).as(gate + Arrays.toString(at)).isCloseTo(slopes[i], within(2e-6 * scale));
                }
            }
        }
    }

    private static int holds(Gate gate, OneGate one, double... at) {
        if (OneGate.isKink(gate, at)) {
            return 0;
        }
        int held = 0;
        double[] slopes = one.slopes(at);
        for (int i = 0; i < at.length; i++) {
            Slope slope = one.difference(i, at);
            assertThat(slope.allows(slopes[i], 1e-8))
                    .as("%s%s: %s where operand %s has %s", gate, Arrays.toString(at), slopes[i], i, slope)
                    .isTrue();
            held += slope.isSharp() ? 1 : 0;
        }
        return held;
    }

    private static List<double[]> places(Gate gate, int arity) {
        List<double[]> all = new ArrayList<>();
        double[] numbers = OneGate.places(gate);
        for (double x : numbers) {
            for (double z : arity > 1 ? numbers : new double[1]) {
                for (double w : arity > 2 ? numbers : new double[1]) {
                    all.add(Arrays.copyOf(new double[] {x, z, w}, arity));
                }
            }
        }
        return all;
    }

    @Test
    void castsPassGradientsInTheirOwnType() {
        OneGate there = OneGate.of("f(double x) { y = cast x : float z = mul y 3.0f : float yield z }");
        OneGate back = OneGate.of("f(float x) { y = cast x : double z = mul y 3.0 : double yield z }");
        assertThat(there.slopes(0.1)).containsExactly(3);
        assertThat(back.slopes(0.1)).containsExactly(3);
    }

    @Test
    void scalbTakesItsExponentAsData() {
        OneGate one = OneGate.of("f(double x, int n) { y = scalb x n : double yield y }");
        assertThat(one.slopes(0.7, -3)).containsExactly(0.125);
        assertThat(one.slopes(0.7, 0)).containsExactly(1);
    }

    @Test
    void neighboursMoveAlong() {
        assertThat(OneGate.of("f(double x, double z) { y = nextAfter x z : double yield y }")
                        .slopes(1.5, 9))
                .containsExactly(1, 0);
        assertThat(OneGate.of("f(double x) { y = nextUp x : double yield y }").slopes(1.5))
                .containsExactly(1);
    }

    @ParameterizedTest
    @MethodSource("steps")
    void stepsPassNothing(String step) {
        OneGate one = OneGate.of("f(double x) { s = %s x : double y = mul x s : double yield y }".formatted(step));
        assertThat(one.slopes(2.3)).containsExactly(one.value(2.3) / 2.3);
    }

    static Stream<String> steps() {
        return Stream.of("floor", "ceil", "rint", "signum", "ulp");
    }
}
