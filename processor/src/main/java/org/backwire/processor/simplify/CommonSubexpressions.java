package org.backwire.processor.simplify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Member;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * Computes equal things once. Afterwards no gate is applied to the same operands where an equal application has been computed
 * before, in the same region or in one around it; the same goes for lengths of arrays, and for elements read in one region with
 * nothing between that may write elements of their type: no array is both an {@code int[]} and a {@code double[]}.
 *
 * <p>Equal means: the same gate and method ({@code StrictMath.sin} is not {@code Math.sin}), the same type, the same operands in the same order; constants
 * are equal by their bits. Constants themselves stay where they are, in the user's spelling. An op that may throw may be
 * merged, too: had it thrown, the second would not run. A view that only the later op has keeps the two apart, since what
 * it mentions may be defined in between.
 *
 * <pre>
 * f(double x) {                     f(double x) {
 *   %1 = sin x : double               s = sin x : double
 *   s = sin x : double                p = mul s s : double
 *   p = mul %1 s : double             yield p
 *   yield p                         }
 * }
 * </pre>
 */
public final class CommonSubexpressions {
    // Both compare as a record would have it, but without the machinery that is started for it at the first call.

    private record Key(Object what, Type type, @Nullable Member method, List<Object> operands, int memory) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key
                    && what.equals(key.what)
                    && memory == key.memory
                    && type.equals(key.type)
                    && Objects.equals(method, key.method)
                    && operands.equals(key.operands);
        }

        @Override
        public int hashCode() {
            return 31 * what.hashCode() + operands.hashCode();
        }
    }

    private record ConstantKey(Type type, @Nullable Object value) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof ConstantKey key && type.equals(key.type) && Objects.equals(value, key.value);
        }

        @Override
        public int hashCode() {
            return Objects.hashCode(value);
        }
    }

    private final Map<Key, Op> seen = new HashMap<>();
    private final Map<Value, ConstantKey> constants = new IdentityHashMap<>();
    private final Replacements replacements = new Replacements();
    private final boolean forwards;
    private final Versions versions = new Versions();

    private CommonSubexpressions(boolean forwards) {
        this.forwards = forwards;
    }

    public static Function run(Function function) {
        return run(function, false);
    }

    /** The same, and an element that is read where it has just been set is the value it was set to. */
    public static Function forwardingStores(Function function) {
        return run(function, true);
    }

    private static Function run(Function function, boolean forwards) {
        CommonSubexpressions pass = new CommonSubexpressions(forwards);
        Region body = pass.region(function.body());
        if (pass.replacements.isEmpty()) {
            return function;
        }
        return pass.replacements.named(function.with(body));
    }

    private Region region(Region region) {
        List<Key> added = new ArrayList<>();
        List<Op> ops = new ArrayList<>(region.ops().size());
        for (Op op : region.ops()) {
            Op current = replacements.isEmpty() && op.regions().isEmpty()
                    ? op
                    : op.rebuild(op.results(), replacements::of, inner -> inner(inner, op));
            if (current instanceof Op.Constant constant) {
                constants.put(
                        constant.result(), new ConstantKey(constant.result().type(), constant.value()));
            }
            if (current.effect() == Op.Effect.WRITES) {
                versions.write(current);
            }
            Key key = key(current);
            Op earlier = key == null ? null : seen.get(key);
            if (earlier != null && !bringsView(current, earlier)) {
                replacements.replace(current.results().get(0), earlier.results().get(0));
                continue;
            }
            ops.add(current);
            if (key != null && earlier == null) {
                seen.put(key, current);
                added.add(key);
            }
            if (forwards) {
                for (Op.Load load : holds(current)) {
                    Key element = key(load, Op.Load.class, null, versions.of(load));
                    if (seen.put(element, load) == null) {
                        added.add(element);
                    }
                }
            }
        }
        for (Key key : added) {
            seen.remove(key);
        }
        return region.with(ops, replacements.of(region.yields()));
    }

    private Region inner(Region region, Op around) {
        Versions.Entry entry = versions.enter(around);
        Region result = region(region);
        versions.leave(entry);
        return result;
    }

    /** What loads would give after an op that has set elements. */
    private List<Op.Load> holds(Op op) {
        if (op instanceof Op.Store store) {
            return List.of(new Op.Load(store.value(), store.array(), store.index()));
        }
        List<Op.Load> loads = new ArrayList<>();
        if (op instanceof Op.ArrayOf array) {
            for (int i = 0; i < array.operands().size(); i++) {
                Value index = Value.of(Type.Primitive.INT);
                constants.put(index, new ConstantKey(Type.Primitive.INT, i));
                loads.add(new Op.Load(array.operands().get(i), array.result(), index));
            }
        }
        return loads;
    }

    private static boolean bringsView(Op current, Op earlier) {
        return current instanceof Op.Apply late
                && late.view() != null
                && earlier instanceof Op.Apply early
                && early.view() == null;
    }

    private @Nullable Key key(Op op) {
        if (op instanceof Op.Apply apply) {
            return key(op, apply.gate(), apply.method(), 0);
        }
        if (op instanceof Op.Length) {
            return key(op, Op.Length.class, null, 0);
        }
        if (op instanceof Op.Load load) {
            return key(op, Op.Load.class, null, versions.of(load));
        }
        if (op instanceof Op.InstanceOf test) {
            return key(op, test.type(), null, 0);
        }
        return op instanceof Op.If choice ? choiceKey(choice) : null;
    }

    /** That of {@code x == 0 ? 0 : x * y}, if nobody gave it a name. */
    private @Nullable Key choiceKey(Op.If choice) {
        if (choice.results().size() != 1
                || choice.results().get(0).name() != null
                || choice.results().get(0).type() == Type.Primitive.BOOLEAN) {
            return null; // a test of two variables is as well written twice
        }
        List<Object> sides = new ArrayList<>();
        for (Region side : choice.regions()) {
            Map<Value, Object> inside = new IdentityHashMap<>();
            for (Op op : side.ops()) {
                if (op instanceof Op.Apply apply && apply.view() == null && apply.effect() == Op.Effect.NONE) {
                    sides.add(key(apply, apply.gate(), apply.method(), 0, inside));
                } else if (!(op instanceof Op.Constant)) {
                    return null;
                }
                inside.put(op.results().get(0), inside.size());
            }
            if (!side.completes()) {
                return null;
            }
            sides.add(operand(side.yields().get(0), inside));
        }
        return key(choice, sides, null, 0);
    }

    private Key key(Op op, Object what, @Nullable Member method, int version) {
        return key(op, what, method, version, Map.of());
    }

    /** @param inside what stands for the values of one side of a choice */
    private Key key(Op op, Object what, @Nullable Member method, int version, Map<Value, Object> inside) {
        List<Object> operands = new ArrayList<>(op.operands().size());
        for (Value operand : op.operands()) {
            operands.add(operand(operand, inside));
        }
        return new Key(what, op.results().get(0).type(), method, operands, version);
    }

    private Object operand(Value operand, Map<Value, Object> inside) {
        ConstantKey constant = constants.get(operand);
        return constant == null ? inside.getOrDefault(operand, operand) : constant;
    }
}
