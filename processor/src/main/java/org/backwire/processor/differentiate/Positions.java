package org.backwire.processor.differentiate;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/** Where ops stand and values are defined and used: a path from the body of a function inwards. */
final class Positions {
    /**
     * One step of a path.
     *
     * @param region at each step a region of the op of the step before
     * @param index the number of an op in it; the number of all its ops for what it yields
     * @param owner the op whose region it is; null for the body of the function
     */
    record Step(Region region, int index, @Nullable Op owner) {
        boolean isSame(Step other) {
            return region == other.region && index == other.index;
        }
    }

    private final Map<Op, List<Step>> paths = new IdentityHashMap<>();
    private final Map<Value, List<Step>> homes = new IdentityHashMap<>();
    private final Map<Value, List<List<Step>>> uses = new IdentityHashMap<>();
    private final Map<Value, List<Op>> users = new IdentityHashMap<>();
    private final List<Op> ops = new ArrayList<>();

    private Positions() {}

    static Positions of(Function function) {
        Positions positions = new Positions();
        positions.collect(function.body(), List.of(), null);
        return positions;
    }

    /** Those of no op. */
    static Positions none() {
        return new Positions();
    }

    private void collect(Region region, List<Step> outer, @Nullable Op owner) {
        for (int i = 0; i < region.ops().size(); i++) {
            Op op = region.ops().get(i);
            List<Step> path = extended(outer, new Step(region, i, owner));
            ops.add(op);
            paths.put(op, path);
            op.results().forEach(v -> homes.put(v, path));
            for (Value operand : op.operands()) {
                use(operand, path);
                users.computeIfAbsent(operand, v -> new ArrayList<>()).add(op);
            }
            for (Region inner : op.regions()) {
                if (op instanceof Op.Loop loop) {
                    List<Step> inside = extended(path, new Step(inner, 0, op));
                    loop.variables().forEach(v -> homes.put(v, inside));
                }
                collect(inner, path, op);
            }
        }
        List<Step> end = extended(outer, new Step(region, region.ops().size(), owner));
        region.yields().forEach(v -> use(v, end));
    }

    private void use(Value value, List<Step> path) {
        uses.computeIfAbsent(value, v -> new ArrayList<>()).add(path);
    }

    private static List<Step> extended(List<Step> path, Step step) {
        List<Step> longer = new ArrayList<>(path);
        longer.add(step);
        return longer;
    }

    /** All ops, in the order of the text. */
    List<Op> ops() {
        return ops;
    }

    List<Step> of(Op op) {
        return Objects.requireNonNull(paths.get(op));
    }

    /** The step to an op in its own region. */
    Step last(Op op) {
        List<Step> path = of(op);
        return path.get(path.size() - 1);
    }

    /** Where a value is used as an operand or yielded. */
    List<List<Step>> uses(Value value) {
        return uses.getOrDefault(value, List.of());
    }

    /** The ops that have a value as an operand. */
    List<Op> users(Value value) {
        return users.getOrDefault(value, List.of());
    }

    /** Whether an op stands in the region where a value is defined, so that it runs whenever that is. */
    boolean isBeside(Value value, Op op) {
        List<Step> home = homes.get(value);
        List<Step> path = of(op);
        return home == null
                ? path.size() == 1
                : path.get(path.size() - 1).region()
                        == home.get(home.size() - 1).region();
    }

    /** Whether a value is defined in the body of a loop. */
    boolean isInside(Value value, Op.Loop loop) {
        List<Step> path = homes.get(value);
        return path != null && path.stream().anyMatch(step -> step.owner() == loop);
    }

    /** Whether a value is defined in any loop. */
    boolean isLooped(Value value) {
        List<Step> path = homes.get(value);
        return path != null && path.stream().anyMatch(step -> step.owner() instanceof Op.Loop);
    }
}
