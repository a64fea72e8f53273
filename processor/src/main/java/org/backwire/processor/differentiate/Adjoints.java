package org.backwire.processor.differentiate;

import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/** The adjoints known at a point of the backward pass, in one of its regions; those of the regions around it are seen, too. */
final class Adjoints {
    private final @Nullable Adjoints outer;
    private final RegionBuilder region;
    private final Map<Value, Value> known = new IdentityHashMap<>();
    private final Map<Value, Value> changed = new LinkedHashMap<>();
    private final @Nullable Set<Value> inside;
    private final Function<Value, Value> accumulator;
    private final Map<Value, Value> accumulators = new LinkedHashMap<>();

    /** The adjoints of a region that runs at most once. */
    Adjoints(@Nullable Adjoints outer, RegionBuilder region) {
        this(outer, region, null, v -> v);
    }

    /**
     * The adjoints of the body of a loop. An adjoint of what is defined outside of the loop is carried by a variable.
     *
     * @param inside what is defined in the loop
     * @param accumulator makes the variable
     */
    Adjoints(
            @Nullable Adjoints outer,
            RegionBuilder region,
            @Nullable Set<Value> inside,
            Function<Value, Value> accumulator) {
        this.outer = outer;
        this.region = region;
        this.inside = inside;
        this.accumulator = accumulator;
    }

    /** Whether these are the adjoints of a region inside of another. */
    boolean isInside() {
        return outer != null;
    }

    RegionBuilder region() {
        return region;
    }

    @Nullable
    Value of(Value primal) {
        Value here = known.get(primal);
        if (here != null) {
            return here;
        }
        if (inside != null) {
            return inside.contains(primal) ? null : accumulators.computeIfAbsent(primal, accumulator);
        }
        return outer == null ? null : outer.of(primal);
    }

    /** Whether a value is the adjoint of something, as known here. */
    boolean isAdjoint(Value value) {
        return known.containsValue(value);
    }

    void put(Value primal, Value adjoint) {
        known.put(primal, adjoint);
        changed.put(primal, adjoint);
    }

    /** What was put here, in order of the first time. */
    Map<Value, Value> changed() {
        return changed;
    }

    /** The variables that carry adjoints of outer values around the loop. */
    Map<Value, Value> accumulators() {
        return accumulators;
    }
}
