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
        return function.with(named(function.body()));
    }

    private Region named(Region region) {
        List<Op> ops = new ArrayList<>(region.ops().size());
        for (Op op : region.ops()) {
            ops.add(op.rebuild(named(op.results()), this::named, this::named));
        }
        return region.with(ops, named(region.yields()));
    }

    private List<Value> named(List<Value> values) {
        return with(renamed, values);
    }

    private Value named(Value value) {
        return renamed.getOrDefault(value, value);
    }
}
