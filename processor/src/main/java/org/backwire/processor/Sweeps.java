package org.backwire.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.backwire.processor.differentiate.Forward;
import org.backwire.processor.emit.Derivatives;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Optimization;
import org.backwire.processor.graph.Optimizations;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.backwire.processor.simplify.Simplifier;
import org.jspecify.annotations.Nullable;

/**
 * Several directions in one sweep: what they have in common is computed once. A few numbers as parameters are all directions
 * there are, and known ones; where there are arrays, or more numbers, four directions share a sweep.
 */
final class Sweeps {
    private static final int DIRECTIONS = 4;
    private static final int MOST_AXES = 6;

    /** What HotSpot still compiles as one method. */
    private static final int LONGEST = 600;

    private Sweeps() {}

    /**
     * Rows of the Hessian.
     *
     * @param gradient from P… to the value and the gradient
     * @return null if one row after the other is better
     */
    static Derivatives.@Nullable Sweep ofHessian(Function gradient, List<Integer> wrt, Optimizations optimizations) {
        boolean isAlongAxes = isAlongAxes(gradient, wrt);
        int count = isAlongAxes ? wrt.size() : DIRECTIONS;
        int size = gradient.results().size();
        List<Integer> chosen = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            for (int column = 0; column + 1 < size; column++) {
                boolean isMirrored = isAlongAxes && column < row;
                int direction = isMirrored ? column : row;
                chosen.add(size * (direction + 1) + 1 + (isMirrored ? row : column));
            }
        }
        return sweep(gradient, wrt, count, chosen, optimizations);
    }

    /**
     * Columns of the Jacobian; along axes the values, too.
     *
     * @param primal from P… to its results
     * @return null if one column after the other is better
     */
    static Derivatives.@Nullable Sweep ofJacobian(Function primal, List<Integer> wrt, Optimizations optimizations) {
        boolean isAlongAxes = isAlongAxes(primal, wrt);
        int count = isAlongAxes ? wrt.size() : DIRECTIONS;
        int size = primal.results().size();
        List<Integer> chosen = IntStream.range(isAlongAxes ? 0 : size, size * (count + 1))
                .boxed()
                .toList();
        return sweep(primal, wrt, count, chosen, optimizations);
    }

    private static boolean isAlongAxes(Function function, List<Integer> wrt) {
        boolean areNumbers =
                wrt.stream().noneMatch(i -> function.parameters().get(i).type() instanceof Type.Array);
        return areNumbers && wrt.size() <= MOST_AXES;
    }

    private static Derivatives.@Nullable Sweep sweep(
            Function function, List<Integer> wrt, int count, List<Integer> chosen, Optimizations optimizations) {
        if (!optimizations.has(Optimization.DIRECTIONS) || calls(function.body()) || size(function.body()) > LONGEST) {
            return null;
        }
        boolean isAlongAxes = isAlongAxes(function, wrt);
        Function all = isAlongAxes ? Forward.alongAxes(function, wrt) : Forward.along(function, wrt, count);
        List<Value> results = chosen.stream().map(all.results()::get).toList();
        Region body = new Region(all.body().ops(), results, all.body().completes());
        Function sweep =
                Simplifier.afterDifferentiation(new Function(all.name(), all.parameters(), body), optimizations);
        return size(sweep.body()) > LONGEST ? null : new Derivatives.Sweep(sweep, count, isAlongAxes);
    }

    private static boolean calls(Region region) {
        return region.hasAny(op -> op instanceof Op.CallCompanion
                || op instanceof Op.CallDifferentiable
                || op instanceof Op.Slope rule && rule.ruled().companion() != null);
    }

    private static int size(Region region) {
        return region.ops().stream()
                .mapToInt(op -> 1 + op.regions().stream().mapToInt(Sweeps::size).sum())
                .sum();
    }
}
