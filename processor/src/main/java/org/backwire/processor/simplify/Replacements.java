package org.backwire.processor.simplify;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.Value;

/**
 * Which values are gone, and what stands for each. A survivor without a name takes the name of what it replaces, except the
 * name of a derivative where the survivor is the user's: their forward pass keeps its own words.
 */
final class Replacements {
    private final Map<Value, Value> survivors = new IdentityHashMap<>();
    private final Map<Value, Value> renamed = new IdentityHashMap<>();

    boolean isEmpty() {
        return survivors.isEmpty();
    }

    /** What stands for a value; itself if it is still there. */
    Value of(Value value) {
        return survivors.getOrDefault(value, value);
    }

    List<Value> of(List<Value> values) {
        return survivors.isEmpty() ? values : with(survivors, values);
    }

    private static List<Value> with(Map<Value, Value> others, List<Value> values) {
        List<Value> all = new ArrayList<>(values.size());
        for (Value value : values) {
            all.add(others.getOrDefault(value, value));
        }
        return all;
    }

    /** From now on {@code survivor} stands for {@code gone}. */
    void replace(Value gone, Value survivor) {
        Value root = of(survivor);
        survivors.put(gone, root);
        Value named = renamed.getOrDefault(root, root);
        boolean isUsers = gone.origin() != null;
        if (named.name() == null && gone.name() != null && (isUsers || named.origin() == null)) {
            renamed.put(
                    root,
                    new Value(
                            root.type(),
                            gone.name(),
                            named.origin() != null ? named.origin() : gone.origin(),
                            named.note() != null ? named.note() : gone.note()));
        } else if (isUsers && named.origin() == null) {
            renamed.put(root, new Value(root.type(), named.name(), gone.origin(), named.note()));
        }
    }

    /** The function with the new names; its parameters stay who they are. */
    Function named(Function function) {
        function.parameters().forEach(renamed::remove);
        if (renamed.isEmpty()) {
            return function;
        }
        return function.with(with(renamed, function.body()));
    }

    /** A region with other values in the place of some. */
    static Region with(Map<Value, Value> others, Region region) {
        List<Op> ops = new ArrayList<>(region.ops().size());
        for (Op op : region.ops()) {
            ops.add(with(others, op));
        }
        return region.with(ops, with(others, region.yields()));
    }

    /** An op with other values in the place of some. */
    static Op with(Map<Value, Value> others, Op op) {
        return op.rebuild(
                with(others, op.results()), value -> others.getOrDefault(value, value), region -> with(others, region));
    }
}
