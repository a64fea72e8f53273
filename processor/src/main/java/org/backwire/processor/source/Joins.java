package org.backwire.processor.source;

import com.sun.source.tree.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Origin;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * Where ways part and meet again: reads two branches, and makes the {@code If} whose results are what differs between them.
 *
 * <p>An early exit needs no flag as long as the statements it skips stand in the other branch. Where that cannot be, as in
 * {@code if (a) { if (b) return 1; y = 2; } …}, the exit's flag is joined like a variable, and the statements it skips are
 * read by {@link #unlessLeft}.
 */
final class Joins {
    private final Lowering desk;

    Joins(Lowering desk) {
        this.desk = desk;
    }

    /** Reads something aside, beginning with what is known now. */
    Branch fork(Runnable reading) {
        Branch branch = new Branch(new RegionBuilder(), desk.state.fork());
        return resume(branch, reading);
    }

    /** Reads on at the end of a branch. */
    Branch resume(Branch branch, Runnable reading) {
        RegionBuilder region = desk.region;
        State state = desk.state;
        desk.region = branch.region();
        desk.state = branch.state();
        reading.run();
        Branch grown = new Branch(desk.region, desk.state);
        desk.region = region;
        desk.state = state;
        return grown;
    }

    /** The {@code If} that runs one of two branches; afterwards is known what both agree on. */
    void join(Tree tree, Value condition, Branch then, Branch otherwise) {
        join(tree, condition, then, otherwise, null, null, null);
    }

    /**
     * The same for branches that also have a value each.
     *
     * @param type the type of both values
     * @return the value of the branch that is run
     */
    Operand join(
            Tree tree,
            Value condition,
            Branch then,
            Branch otherwise,
            @Nullable TypeMirror type,
            @Nullable Operand thenValue,
            @Nullable Operand otherwiseValue) {
        Merge merge = new Merge(tree, then, otherwise);
        Operand value = type == null || thenValue == null || otherwiseValue == null
                ? Operand.BAD
                : merge.expression(type, thenValue, otherwiseValue);
        Set<Local> locals = new LinkedHashSet<>(then.state().touched());
        locals.addAll(otherwise.state().touched());
        locals.retainAll(desk.state.locals().keySet());
        List<Map.Entry<Local, Operand>> joined = new ArrayList<>();
        for (Local local : locals) {
            joined.add(Map.entry(local, merge.local(local)));
        }
        Map<Exit, Operand> exits = merge.exits(condition);
        Region first = then.region().yielding(merge.thens);
        Region second = otherwise.region().yielding(merge.otherwises);
        if (!merge.results.isEmpty() || !isEmpty(first) || !isEmpty(second)) {
            desk.emit(new Op.If(merge.results, condition, first, second));
        }
        joined.forEach(entry -> desk.state.put(entry.getKey(), entry.getValue()));
        if (then.isDead() && otherwise.isDead()) {
            desk.region.endsHere();
            desk.state.die();
        }
        desk.state.exits().clear();
        desk.state.exits().putAll(exits);
        merge.opposites.forEach(exit -> desk.state.exits().put(exit, flag(desk.not(condition))));
        return value;
    }

    private static boolean isEmpty(Region region) {
        return region.ops().isEmpty() && region.completes();
    }

    /** Reads what follows statements that may have been left early. */
    void unlessLeft(Tree tree, Runnable rest) {
        if (desk.state.hasLeft()) {
            return;
        }
        Map<Exit, Operand> flags = new LinkedHashMap<>(desk.state.exits());
        if (flags.isEmpty()) {
            rest.run();
            return;
        }
        Value stays = desk.not(anyOf(desk.state.exits()));
        Branch run = fork(() -> {
            desk.state.exits().clear();
            rest.run();
        });
        Branch skip = fork(() -> {
            if (flags.size() == 1) {
                desk.state.exits().replaceAll((exit, flag) -> taken());
            }
        });
        join(tree, stays, run, skip);
        flags.forEach((exit, flag) -> {
            if (run.isDead() || run.state().flag(exit) == null) {
                desk.state.exits().put(exit, flag);
            }
        });
        if (run.isDead() && flags.size() == 1) {
            desk.state.exits().replaceAll((exit, flag) -> taken());
        }
    }

    /** Does what the only branch there is does, and goes on with what is known at its end. */
    void adopt(Branch branch) {
        branch.region().ops().forEach(desk::emit);
        State state = branch.state();
        for (Local local : state.touched()) {
            if (desk.state.locals().containsKey(local)) {
                desk.state.put(local, state.get(local));
            }
        }
        desk.state.exits().putAll(state.exits());
        if (state.isDead()) {
            desk.region.endsHere();
            desk.state.die();
        }
    }

    /** The flag that says whether any of several exits was taken. */
    Value anyOf(Map<Exit, Operand> flags) {
        Value any = null;
        for (Operand flag : flags.values()) {
            Value value = flag.value() == null ? desk.constant(Type.Primitive.BOOLEAN, true) : flag.value();
            if (any == null) {
                any = value;
            } else {
                Value either = Value.of(Type.Primitive.BOOLEAN);
                desk.emit(Op.Apply.of(either, Gate.BIT_OR, any, value));
                any = either;
            }
        }
        return Objects.requireNonNull(any);
    }

    /** Leaves by an exit, for certain. */
    void leave(Exit exit) {
        desk.state.exits().put(exit, taken());
    }

    /** Comes to where an exit leads. */
    void arrive(Exit exit) {
        desk.state.exits().remove(exit);
    }

    Operand taken() {
        return Operand.constant(desk.java.primitive(TypeKind.BOOLEAN), true);
    }

    Operand flag(Value value) {
        return Operand.of(desk.java.primitive(TypeKind.BOOLEAN), value);
    }

    /** Whether two operands are the same value. */
    static boolean same(Operand a, Operand b) {
        if (a == b || a.value() != null && a.value() == b.value()) {
            return true;
        }
        List<Operand> as = a.components();
        List<Operand> bs = b.components();
        if (as == null || bs == null) {
            return false;
        }
        for (int i = 0; i < as.size(); i++) {
            if (!same(as.get(i), bs.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** What the two branches of one {@code If} yield. */
    private final class Merge {
        final List<Value> results = new ArrayList<>();
        final List<Value> thens = new ArrayList<>();
        final List<Value> otherwises = new ArrayList<>();
        final Set<Exit> opposites = new LinkedHashSet<>();
        private final Tree tree;
        private final Branch then;
        private final Branch otherwise;

        Merge(Tree tree, Branch then, Branch otherwise) {
            this.tree = tree;
            this.then = then;
            this.otherwise = otherwise;
        }

        Operand expression(TypeMirror type, Operand a, Operand b) {
            Operand merged = merge(a, b, null, desk.origin(tree));
            return merged.isBad() ? merged : merged.as(type);
        }

        Operand local(Local local) {
            Operand before = desk.state.get(local);
            Operand a = then.isDead() ? before : then.state().get(local);
            Operand b = otherwise.isDead() ? before : otherwise.state().get(local);
            boolean ignoresThen = then.isDead() || local != desk.frame.result() && hasReturned(then);
            boolean ignoresOtherwise = otherwise.isDead() || local != desk.frame.result() && hasReturned(otherwise);
            boolean unchanged = (ignoresThen || same(a, before)) && (ignoresOtherwise || same(b, before));
            if (unchanged) {
                return before;
            }
            if (same(a, b) && !then.isDead() && !otherwise.isDead()) {
                return a;
            }
            String name = local.name();
            return merge(
                    then.isDead() ? b : a,
                    otherwise.isDead() ? a : b,
                    name,
                    name == null ? null : desk.origin(tree, name));
        }

        /** Whether nobody will ask any more what variables hold at the end of a branch. */
        private boolean hasReturned(Branch branch) {
            Operand flag = branch.state().flag(desk.frame.returning());
            return flag != null && flag.isConstant();
        }

        Map<Exit, Operand> exits(Value condition) {
            Map<Exit, Operand> joined = new LinkedHashMap<>();
            Set<Exit> all = new LinkedHashSet<>();
            if (!then.isDead()) {
                all.addAll(then.state().exits().keySet());
            }
            if (!otherwise.isDead()) {
                all.addAll(otherwise.state().exits().keySet());
            }
            for (Exit exit : all) {
                exit(exit, condition, joined);
            }
            return joined;
        }

        private void exit(Exit exit, Value condition, Map<Exit, Operand> joined) {
            Operand a = then.isDead() ? null : then.state().flag(exit);
            Operand b = otherwise.isDead() ? null : otherwise.state().flag(exit);
            boolean aTaken = then.isDead() || a != null && a.isConstant();
            boolean bTaken = otherwise.isDead() || b != null && b.isConstant();
            if (aTaken && bTaken) {
                joined.put(exit, taken());
            } else if (aTaken && !then.isDead() && b == null && !otherwise.isDead()) {
                joined.put(exit, Joins.this.flag(condition));
            } else if (bTaken && !otherwise.isDead() && a == null && !then.isDead()) {
                opposites.add(exit);
            } else {
                Operand no = Operand.constant(taken().type(), false);
                Operand left = then.isDead() ? no : a == null ? no : a;
                Operand right = otherwise.isDead() ? no : b == null ? no : b;
                joined.put(exit, merge(left, right, exit.name(), null));
            }
        }

        /** The result that is {@code a} or {@code b}; yields what a dead branch is given are never looked at. */
        private Operand merge(Operand a, Operand b, @Nullable String name, @Nullable Origin origin) {
            if (a.isBad() || b.isBad()) {
                return Operand.BAD;
            }
            Operand model = a.isUndefined() ? b : a;
            if (model.isUndefined()) {
                return model;
            }
            List<Operand> components = model.components();
            if (components != null) {
                List<Operand> as = a.components();
                List<Operand> bs = b.components();
                List<Operand> merged = new ArrayList<>();
                for (int i = 0; i < components.size(); i++) {
                    Operand component = merge(
                            as == null ? Operand.UNDEFINED : as.get(i),
                            bs == null ? Operand.UNDEFINED : bs.get(i),
                            Records.named(name, model.type(), i),
                            origin);
                    if (component.isBad()) {
                        return component;
                    }
                    merged.add(component);
                }
                return Operand.record(model.type(), merged);
            }
            Type type = desk.graphType(model.type());
            Value result = new Value(type, name, origin, null);
            results.add(result);
            thens.add(yielded(a, type, then));
            otherwises.add(yielded(b, type, otherwise));
            return Operand.of(model.type(), result);
        }

        private Value yielded(Operand operand, Type type, Branch branch) {
            if (operand.value() != null) {
                return operand.value();
            }
            Value[] value = new Value[1];
            resume(
                    branch,
                    () -> value[0] = operand.isUndefined()
                            ? desk.constant(type, RegionBuilder.zeroOf(type))
                            : desk.valueOf(operand, tree));
            return value[0];
        }
    }
}
