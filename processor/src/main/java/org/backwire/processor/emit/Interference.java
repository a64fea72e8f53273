package org.backwire.processor.emit;

import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.Value;

/** Which values are alive at the same time, so that they cannot share a variable. Kept only for values that may share. */
final class Interference {
    private final Inlining inlining;
    private final Set<Value> sharing;
    private final Map<Value, Set<Value>> conflicts = new IdentityHashMap<>();

    /** @param order the ops of the body in the order in which they are written */
    Interference(Regions regions, Inlining inlining, Set<Value> sharing, List<Op> order) {
        this.inlining = inlining;
        this.sharing = sharing;
        Set<Value> live = new HashSet<>();
        readAll(regions.body().region().yields(), live);
        walk(order, live);
        for (Value parameter : regions.parameters()) {
            define(parameter, live);
        }
    }

    /** By a value, those that it cannot share a variable with; nothing of values that may share with all. */
    Map<Value, Set<Value>> conflicts() {
        return conflicts;
    }

    private void walk(List<Op> ops, Set<Value> live) {
        for (int i = ops.size() - 1; i >= 0; i--) {
            Op op = ops.get(i);
            if (op.results().size() == 1 && inlining.isInlined(op.results().get(0))) {
                continue;
            }
            for (Value result : op.results()) {
                live.remove(result);
            }
            op.results().forEach(r -> define(r, live));
            defineTogether(op.results());
            if (op instanceof Op.If branch && !inlining.isChoice(branch)) {
                Set<Value> then = side(branch.then(), live);
                Set<Value> otherwise = side(branch.otherwise(), live);
                live.clear();
                live.addAll(then);
                live.addAll(otherwise);
                readAll(op.operands(), live);
            } else if (op instanceof Op.Loop loop) {
                walk(loop, live);
            } else {
                read(op, live);
            }
        }
    }

    private Set<Value> side(Region region, Set<Value> after) {
        Set<Value> live = region.completes() ? new HashSet<>(after) : new HashSet<>();
        readAll(region.yields(), live);
        walk(region.ops(), live);
        return live;
    }

    private void walk(Op.Loop loop, Set<Value> live) {
        Set<Value> inside = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Region region : loop.regions()) {
            definedIn(region, inside);
        }
        Set<Value> around = new HashSet<>();
        for (Region region : loop.regions()) {
            region.ops().forEach(op -> read(op, around));
            readAll(region.yields(), around);
        }
        around.removeAll(inside);
        around.removeAll(loop.variables());
        live.addAll(around);

        Set<Value> head = new HashSet<>(live);
        Set<Value> body = new HashSet<>(live);
        readAll(loop.body().yields(), body);
        walk(loop.body().ops(), body);
        head.addAll(body);
        readAll(loop.test().yields(), head);
        loop.variables().forEach(head::remove);
        loop.variables().forEach(v -> define(v, head));
        defineTogether(loop.variables());
        live.clear();
        live.addAll(head);
        readAll(loop.initials(), live);
    }

    private static void definedIn(Region region, Set<Value> into) {
        for (Op op : region.ops()) {
            into.addAll(op.results());
            if (op instanceof Op.Loop loop) {
                into.addAll(loop.variables());
            }
            op.regions().forEach(r -> definedIn(r, into));
        }
    }

    /** Only values that may share a variable are followed: in straight-line code that keeps the sets small. */
    private void read(Op op, Set<Value> live) {
        inlining.eachLeaf(op, leaf -> addSharing(leaf, live));
    }

    private void addSharing(Value leaf, Set<Value> live) {
        if (sharing.contains(leaf)) {
            live.add(leaf);
        }
    }

    private void readAll(List<Value> values, Set<Value> live) {
        for (Value value : values) {
            inlining.eachLeaf(value, leaf -> addSharing(leaf, live));
        }
    }

    private void define(Value value, Set<Value> live) {
        if (!sharing.contains(value)) {
            return;
        }
        for (Value other : live) {
            if (sharing.contains(other)) {
                conflict(value, other);
            }
        }
    }

    private void defineTogether(List<Value> values) {
        for (Value a : values) {
            for (Value b : values) {
                if (a != b && sharing.contains(a) && sharing.contains(b)) {
                    conflict(a, b);
                }
            }
        }
    }

    private void conflict(Value a, Value b) {
        if (a != b) {
            conflicts.computeIfAbsent(a, v -> new HashSet<>()).add(b);
            conflicts.computeIfAbsent(b, v -> new HashSet<>()).add(a);
        }
    }
}
