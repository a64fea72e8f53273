package org.backwire.sample;

import java.io.PrintStream;
import java.util.List;
import java.util.stream.Stream;

/** The {@link Circuits} and the {@link Neuron} at the lecture's numbers, beside what the lecture computes by hand. */
final class CircuitTable {
    private CircuitTable() {}

    /** One number of one circuit. */
    record Line(String circuit, String quantity, double computed, double expected) {
        /** Whether the two are the same number, but for rounding: 0.1 is none that a double can hold. */
        boolean isRight() {
            return Math.abs(computed - expected) <= 4 * Math.ulp(expected);
        }
    }

    /** Circuits of single numbers, where not a bit is lost. */
    static List<Line> numbers() {
        var sumTimes = CircuitsSumTimesGrad.gradient(-2, 5, -4);
        var neuron = NeuronFireGrad.gradient(2, -1, -3, -2, -3);
        var add = CircuitsAddGrad.vjp(3, 4, 2);
        var copy = CircuitsCopyGrad.gradient(7);
        var mul = CircuitsMulGrad.vjp(2, 3, 5);
        var max = CircuitsMaxGrad.vjp(4, 5, 9);

        // A gate is an object with forward and backward. It adds up what it is given.
        var gate = new CircuitsMulGrad();
        double product = gate.forward(2, 3);
        gate.backward(5);
        double dxOnce = gate.dx();
        gate.backward(1);

        return List.of(
                new Line("(x + y) * z at -2, 5, -4", "value", sumTimes.value(), -12),
                new Line("", "dx", sumTimes.dx(), -4),
                new Line("", "dy", sumTimes.dy(), -4),
                new Line("", "dz", sumTimes.dz(), 3),
                new Line("neuron at 2, -1, -3, -2, -3", "value", neuron.value(), 0.7310585786300049),
                new Line("", "dw0", neuron.dw0(), -0.19661193324148185),
                new Line("", "dx0", neuron.dx0(), 0.3932238664829637),
                new Line("", "dw1", neuron.dw1(), -0.3932238664829637),
                new Line("", "dx1", neuron.dx1(), -0.5898357997244456),
                new Line("", "dw2", neuron.dw2(), 0.19661193324148185),
                new Line("add gate, 3 + 4, gradient 2", "value", add.value(), 7),
                new Line("", "dx", add.dx(), 2),
                new Line("", "dy", add.dy(), 2),
                new Line("copy gate, 7, gradients 4 and 2", "dx", copy.dx(), 6),
                new Line("mul gate, 2 * 3, gradient 5", "value", mul.value(), 6),
                new Line("", "dx", mul.dx(), 15),
                new Line("", "dy", mul.dy(), 10),
                new Line("max gate, max(4, 5), gradient 9", "value", max.value(), 5),
                new Line("", "dx", max.dx(), 0),
                new Line("", "dy", max.dy(), 9),
                new Line("mul gate as an object", "forward(2, 3)", product, 6),
                new Line("", "dx after backward(5)", dxOnce, 15),
                new Line("", "dx after backward(1)", gate.dx(), 18),
                new Line("", "dy after backward(1)", gate.dy(), 12));
    }

    /** The example with a matrix and a vector: as a whole, and cut at {@code q = W x} as in the lecture. */
    static List<Line> matrices() {
        double[][] W = {{0.1, 0.5}, {-0.3, 0.8}};
        double[] x = {0.2, 0.4};
        double[] q = Circuits.product(W, x);
        double[] dq = CircuitsSquaresGrad.gradient(q).dq();
        var cut = CircuitsProductGrad.vjp(W, x, dq);
        var whole = CircuitsSquaredProductGrad.gradient(W, x);

        return List.of(
                new Line("sum((W x)^2), 2 x 2", "value", whole.value(), 0.116),
                new Line("", "q[0]", q[0], 0.22),
                new Line("", "q[1]", q[1], 0.26),
                new Line("", "dq[0]", dq[0], 0.44),
                new Line("", "dq[1]", dq[1], 0.52),
                new Line("", "dW[0][0]", whole.dW()[0][0], 0.088),
                new Line("", "dW[0][1]", whole.dW()[0][1], 0.176),
                new Line("", "dW[1][0]", whole.dW()[1][0], 0.104),
                new Line("", "dW[1][1]", whole.dW()[1][1], 0.208),
                new Line("", "dx[0]", whole.dx()[0], -0.112),
                new Line("", "dx[1]", whole.dx()[1], 0.636),
                new Line("cut at q = W x", "dW[1][0]", cut.dW()[1][0], 0.104),
                new Line("", "dx[1]", cut.dx()[1], 0.636));
    }

    static void print(PrintStream out) {
        out.printf("%-33s%-22s%21s%21s%n", "circuit", "", "computed", "by hand");
        for (Line line : Stream.concat(numbers().stream(), matrices().stream()).toList()) {
            out.printf(
                    "%-33s%-22s%21s%21s  %s%n",
                    line.circuit(),
                    line.quantity(),
                    line.computed(),
                    line.expected(),
                    line.isRight() ? "ok" : "NOT OK");
        }
    }
}
