package org.backwire.processor.differentiate;

import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backwire.processor.graph.Copier;
import org.backwire.processor.graph.Definitions;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * Drops what is written to the gradients of local arrays behind their last use: backward sets them to zero where the array was
 * overwritten, as they may be used once more, and in the end they are not.
 *
 * <p>Relies on the index of such a store being one that the method itself has used before, so that it does not throw.
 *
 * <p>Before: {@code double dx = dq[0]; dq[0] = 0; return dx;}. After: {@code double dx = dq[0]; return dx;}.
 */
public final class UnreadStores {
    /** An element that is read; any of the array if there is no index, of any array if there is none. */
    private record Place(@Nullable Value array, @Nullable Double index) {
        static final Place ANY = new Place(null, null);
    }

    private final Memory memory;
    private final Definitions definitions;
    private final Locality locality;
    private final Set<Value> inside;
    /** The classes of the arrays that the user makes. */
    private final Set<Object> users = Collections.newSetFromMap(new IdentityHashMap<>());

    private final Set<Op> unread = Collections.newSetFromMap(new IdentityHashMap<>());

    private UnreadStores(Function function) {
        memory = Memory.of(function);
        definitions = Definitions.of(function);
        locality = new Locality(function, memory);
        inside = Locality.definedIn(List.of(function.body()));
        findUsers(function.body());
        Map<Object, Set<Place>> live = new IdentityHashMap<>();
        function.results().forEach(result -> read(result, live));
        walk(function.body(), live);
    }

    /** @param function a derivative */
    public static Function run(Function function) {
        if (!function.body().hasAny(UnreadStores::isWrite)) {
            return function;
        }
        UnreadStores pass = new UnreadStores(function);
        return pass.unread.isEmpty() ? function : pass.without(function);
    }

    private static boolean isWrite(Op op) {
        return op instanceof Op.Store || op instanceof Op.Fill;
    }

    private Function without(Function function) {
        return new Copier() {
            @Override
            protected void visit(Op op, RegionBuilder target) {
                if (!unread.contains(op)) {
                    super.visit(op, target);
                }
            }
        }.function(function);
    }

    private void findUsers(Region region) {
        for (Op op : region.ops()) {
            boolean isUsers = makesArray(op) && op.results().get(0).origin() != null;
            if (isUsers || op instanceof Op.DeepCopy) { // parameters that are written stand in copies
                users.add(memory.classOf(op.results().get(0)));
            }
            op.regions().forEach(this::findUsers);
        }
    }

    private static boolean makesArray(@Nullable Op op) {
        return op instanceof Op.NewArray
                || op instanceof Op.ArrayOf
                || op instanceof Op.ZerosLike
                || op instanceof Op.CloneArray;
    }

    /** @param live by class, what is read behind the region; then, what is read from its start on */
    private void walk(Region region, Map<Object, Set<Place>> live) {
        for (int i = region.ops().size() - 1; i >= 0; i--) {
            walk(region.ops().get(i), live);
        }
    }

    private void walk(Op op, Map<Object, Set<Place>> live) {
        if (isWrite(op) && isUnread(op, live)) {
            unread.add(op);
        } else if (op instanceof Op.If branch) {
            Map<Object, Set<Place>> otherwise = new IdentityHashMap<>();
            live.forEach((arrays, places) -> otherwise.put(arrays, new HashSet<>(places)));
            walk(branch.otherwise(), otherwise);
            walk(branch.then(), live);
            otherwise.forEach((arrays, places) -> places(arrays, live).addAll(places));
        } else {
            readAll(op, live); // what one round writes, the next may read
            op.regions().forEach(region -> walk(region, live));
        }
    }

    private boolean isUnread(Op write, Map<Object, Set<Place>> live) {
        Value array = write.operands().get(0);
        Object arrays = memory.classOf(array);
        if (users.contains(arrays) || !locality.isLocal(arrays, inside::contains)) {
            return false;
        }
        Place written = new Place(array, write instanceof Op.Store store ? definitions.number(store.index()) : null);
        return live.getOrDefault(arrays, Set.of()).stream().noneMatch(read -> mayBeOne(read, written));
    }

    private boolean mayBeOne(Place one, Place other) {
        boolean areApart =
                one.index() != null && other.index() != null && !one.index().equals(other.index());
        return !areApart && !areTwo(one.array(), other.array());
    }

    /** Whether two arrays are made at two places. */
    private boolean areTwo(@Nullable Value one, @Nullable Value other) {
        return one != null
                && other != null
                && one != other
                && makesArray(definitions.of(one))
                && makesArray(definitions.of(other));
    }

    private void readAll(Op op, Map<Object, Set<Place>> live) {
        if (op instanceof Op.Load load) {
            places(memory.classOf(load.array()), live).add(new Place(load.array(), definitions.number(load.index())));
        } else if (op instanceof Op.CopyRange copy) {
            read(copy.source(), live);
        } else if (!isWrite(op) && !(op instanceof Op.Length)) {
            op.operands().forEach(operand -> read(operand, live));
        }
        op.regions().forEach(region -> region.ops().forEach(inner -> readAll(inner, live)));
    }

    private void read(Value value, Map<Object, Set<Place>> live) {
        if (value.type() instanceof Type.Array) {
            memory.classesOf(value).forEach(arrays -> places(arrays, live).add(Place.ANY));
        }
    }

    private static Set<Place> places(Object arrays, Map<Object, Set<Place>> live) {
        return live.computeIfAbsent(arrays, a -> new HashSet<>());
    }
}
