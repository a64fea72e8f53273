package org.backwire.processor;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.backwire.processor.emit.NestedCompanion;
import org.backwire.processor.graph.ClassRef;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;

/** Leaves out of the companions of helpers what computes a value for which nobody asks. */
final class CalledValues {
    private final List<NestedCompanion> companions;
    private final Set<ClassRef> called = new HashSet<>();

    private CalledValues(List<NestedCompanion> companions) {
        this.companions = companions;
    }

    /** @param functions what calls the helpers, beside themselves */
    static List<NestedCompanion> only(List<Function> functions, List<NestedCompanion> companions) {
        CalledValues values = new CalledValues(companions);
        functions.forEach(function -> values.collect(function.body()));
        companions.forEach(companion -> companion.functions().forEach(function -> values.collect(function.body())));
        return companions.stream()
                .map(companion ->
                        values.called.contains(companion.target().companion()) ? companion : companion.withoutValue())
                .toList();
    }

    private void collect(Region region) {
        for (Op op : region.ops()) {
            if (op instanceof Op.CallDifferentiable call && call.frame() == null) {
                add(call.callee().companion());
            }
            op.regions().forEach(this::collect);
        }
    }

    private void add(ClassRef companion) {
        if (!called.add(companion)) {
            return;
        }
        for (NestedCompanion helper : companions) {
            Function value = helper.value();
            if (value != null && helper.target().companion().equals(companion)) {
                collect(value.body());
            }
        }
    }
}
