package org.backwire;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The value as a function of one number: one leaf of one argument moves, everything else is held.
 *
 * <p>An array or record result is made one number by weighting its leaves.
 */
final class Section {

    /**
     * What is the same for all numbers of one check. {@code single}: somewhere in the result there is a {@code float}.
     */
    record Point(CheckedCompanion companion, @Nullable Object[] arguments, double[] weights, boolean single) {
        Object argument(int parameter) {
            return Objects.requireNonNull(arguments[parameter]);
        }
    }

    private final Point point;
    private final int parameter;
    private final int leaf;
    private final double origin;
    private final boolean singleVariable;
    private final boolean single;
    private double size;

    Section(Point point, int parameter, int leaf, Leaves.Leaf variable) {
        this(point, parameter, leaf, variable.value(), variable.single(), variable.single() || point.single());
    }

    private Section(Point point, int parameter, int leaf, double origin, boolean singleVariable, boolean single) {
        this.point = point;
        this.parameter = parameter;
        this.leaf = leaf;
        this.origin = origin;
        this.singleVariable = singleVariable;
        this.single = single;
    }

    /** Where the derivative is wanted. */
    double origin() {
        return origin;
    }

    /** Whether numbers are as coarse as {@code float} somewhere on the way. */
    boolean isSingle() {
        return single;
    }

    /** The relative distance of neighbouring numbers: of the variable or of the value, whichever is coarser. */
    double spacing() {
        return single ? 0x1p-23 : 0x1p-52;
    }

    /** The number nearest to {@code x} that the variable can be. */
    double rounded(double x) {
        return singleVariable ? (float) x : x;
    }

    /** The distance of neighbouring numbers at {@code x}. */
    double lastPlaceNear(double x) {
        return singleVariable ? Math.ulp((float) x) : Math.ulp(x);
    }

    /** How large the last value was, before leaves of an array or record cancel each other. */
    double size() {
        return size;
    }

    double sizeAt(double x) {
        at(x);
        return size;
    }

    /** The value at {@code x}, NaN where the method throws or returns another shape. */
    double at(double x) {
        List<Leaves.Leaf> leaves;
        try {
            @Nullable
            Object[] moved =
                    point.companion().copies(point.arguments(), parameter, (index, old) -> index == leaf ? x : old);
            leaves = Leaves.of("value", point.companion().forward(moved));
        } catch (RuntimeException outOfDomain) {
            size = Double.NaN;
            return Double.NaN;
        }
        double[] weights = point.weights();
        if (leaves.size() != weights.length) {
            return Double.NaN;
        }
        double sum = 0;
        size = 0;
        for (int i = 0; i < weights.length; i++) {
            double term = weights[i] * leaves.get(i).value();
            sum += term;
            size += Math.abs(term);
        }
        return sum;
    }
}
