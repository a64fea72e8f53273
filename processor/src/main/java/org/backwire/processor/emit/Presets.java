package org.backwire.processor.emit;

import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/** Variables that are zero before a branch, because one side leaves them so: that side need not say it, nor a loop in the other. */
final class Presets {
    private final Expressions expressions;
    private final Inlining inlining;
    private final Locals locals;
    private final Map<Value, Value> presets = new IdentityHashMap<>();
    /** Variables that are zero until one of the branches that end in them sets them. */
    private final Set<Locals.Local> zeroed = new HashSet<>();

    Presets(Expressions expressions, Inlining inlining, Locals locals) {
        this.expressions = expressions;
        this.inlining = inlining;
        this.locals = locals;
    }

    /** Whether a variable that would be assigned a value has it already. */
    boolean has(Value target, Value source) {
        return presets.get(target) == source;
    }

    /** The variable of a result of a branch has just been set to a zero that one side yields. */
    void put(Op.If branch, int index, Value zero) {
        Value result = branch.results().get(index);
        presets.put(result, zero);
        branch.regions().forEach(side -> putLoop(side, index, result, zero));
        if (locals.isSetInBranchesOf(result)) {
            zeroed.add(locals.of(result));
        }
    }

    /** A loop that brings a side its result finds its variable set, if nothing else has set it meanwhile. */
    private void putLoop(Region side, int index, Value result, Value zero) {
        for (Op op : side.ops()) {
            if (op instanceof Op.Loop loop && side.completes()) {
                int carried = loop.results().indexOf(side.yields().get(index));
                if (carried >= 0 && loop.initials().get(carried) == zero && locals.isSetOnlyBy(loop, result)) {
                    presets.put(loop.variables().get(carried), zero);
                }
            }
        }
    }

    /** What is zero from the start of a branch is so in the branches of its other side. */
    void inherit(Op.If branch) {
        for (int i = 0; i < branch.results().size(); i++) {
            Value result = branch.results().get(i);
            Value zero = zeroOfOne(branch, i);
            if (zero != null && zeroed.contains(locals.of(result))) {
                presets.put(result, zero);
            }
        }
    }

    /** What one side, and only one, leaves of a result, if that is zero. */
    @Nullable
    Value zeroOfOne(Op.If branch, int index) {
        Value result = branch.results().get(index);
        Value yes = branch.then().yields().get(index);
        Value no = branch.otherwise().yields().get(index);
        boolean one = expressions.isDefault(yes) != expressions.isDefault(no);
        return one && inlining.isUsed(result) && locals.has(result) ? expressions.isDefault(yes) ? yes : no : null;
    }
}
