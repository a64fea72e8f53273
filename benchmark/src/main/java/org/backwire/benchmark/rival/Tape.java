package org.backwire.benchmark.rival;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.backwire.benchmark.problem.Algebra;
import org.backwire.benchmark.problem.Problem;

/** Reverse mode by operator objects: each operation leaves an object on a tape, which is then read backwards. */
public final class Tape implements Algebra<Tape.Node> {

    /** A number, and the slopes of the operation that made it. */
    public static final class Node {
        private final double value;
        private final Node left;
        private final double slopeLeft;
        private final Node right;
        private final double slopeRight;
        private double adjoint;

        private Node(double value, Node left, double slopeLeft, Node right, double slopeRight) {
            this.value = value;
            this.left = left;
            this.slopeLeft = slopeLeft;
            this.right = right;
            this.slopeRight = slopeRight;
        }

        private Node(double value) {
            this.value = value;
            this.left = this; // a slope of zero: what it gives itself does not matter
            this.slopeLeft = 0;
            this.right = this;
            this.slopeRight = 0;
        }
    }

    private final Problem problem;
    private final double[][] rows;
    private final List<Node> nodes = new ArrayList<>();
    private final double[] gradient;

    /** Of a problem. */
    public Tape(Problem problem) {
        this.problem = problem;
        rows = Flat.rowsOf(problem.variables());
        gradient = new double[Flat.of(problem.variables()).length];
    }

    /** Computes value and gradient; the gradient is in {@link #gradient}. */
    public double run() {
        nodes.clear();
        double[] at = Flat.join(rows, gradient.length);
        Node[] x = new Node[at.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = new Node(at[i]);
        }
        Node result = problem.generic(this, x);
        result.adjoint = 1;
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Node node = nodes.get(i);
            node.left.adjoint += node.slopeLeft * node.adjoint;
            node.right.adjoint += node.slopeRight * node.adjoint;
        }
        for (int i = 0; i < x.length; i++) {
            gradient[i] = x[i].adjoint;
        }
        return result.value;
    }

    /** The last gradient. */
    public double[] gradient() {
        return gradient;
    }

    private Node unary(double value, Node a, double slope) {
        return binary(value, a, slope, a, 0);
    }

    private Node binary(double value, Node a, double slopeA, Node b, double slopeB) {
        Node node = new Node(value, a, slopeA, b, slopeB);
        nodes.add(node);
        return node;
    }

    @Override
    public Node constant(double value) {
        return new Node(value);
    }

    @Override
    public double value(Node a) {
        return a.value;
    }

    @Override
    public Node[] array(int length) {
        Node[] array = new Node[length];
        Arrays.fill(array, constant(0));
        return array;
    }

    @Override
    public Node add(Node a, Node b) {
        return binary(a.value + b.value, a, 1, b, 1);
    }

    @Override
    public Node add(Node a, double b) {
        return unary(a.value + b, a, 1);
    }

    @Override
    public Node subtract(Node a, Node b) {
        return binary(a.value - b.value, a, 1, b, -1);
    }

    @Override
    public Node subtract(Node a, double b) {
        return unary(a.value - b, a, 1);
    }

    @Override
    public Node subtract(double a, Node b) {
        return unary(a - b.value, b, -1);
    }

    @Override
    public Node multiply(Node a, Node b) {
        return binary(a.value * b.value, a, b.value, b, a.value);
    }

    @Override
    public Node multiply(Node a, double b) {
        return unary(a.value * b, a, b);
    }

    @Override
    public Node divide(Node a, Node b) {
        double value = a.value / b.value;
        return binary(value, a, 1 / b.value, b, -value / b.value);
    }

    @Override
    public Node divide(Node a, double b) {
        return unary(a.value / b, a, 1 / b);
    }

    @Override
    public Node divide(double a, Node b) {
        double value = a / b.value;
        return unary(value, b, -value / b.value);
    }

    @Override
    public Node negate(Node a) {
        return unary(-a.value, a, -1);
    }

    @Override
    public Node exp(Node a) {
        double value = Math.exp(a.value);
        return unary(value, a, value);
    }

    @Override
    public Node log(Node a) {
        return unary(Math.log(a.value), a, 1 / a.value);
    }

    @Override
    public Node log1p(Node a) {
        return unary(Math.log1p(a.value), a, 1 / (1 + a.value));
    }

    @Override
    public Node sqrt(Node a) {
        double value = Math.sqrt(a.value);
        return unary(value, a, 0.5 / value);
    }

    @Override
    public Node sin(Node a) {
        return unary(Math.sin(a.value), a, Math.cos(a.value));
    }

    @Override
    public Node cos(Node a) {
        return unary(Math.cos(a.value), a, -Math.sin(a.value));
    }

    @Override
    public Node tanh(Node a) {
        double value = Math.tanh(a.value);
        return unary(value, a, 1 - value * value);
    }

    @Override
    public Node square(Node a) {
        return unary(a.value * a.value, a, 2 * a.value);
    }
}
