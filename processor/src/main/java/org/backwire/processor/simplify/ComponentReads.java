package org.backwire.processor.simplify;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * Reads the components of a record that is data where they are used, as its author does: it may be null where they are not.
 *
 * <p>The reader takes each record apart where it comes from. A component never changes, so that it can be read later: in the branches
 * that need it, if nothing else does. It is read before a loop, not in each iteration, unless it is asked whether the record is there.
 */
final class ComponentReads {
    private final Set<Value> asked = Collections.newSetFromMap(new IdentityHashMap<>());

    private ComponentReads() {}

    /** Where an op of a region needs a value: itself, or in one of its regions. */
    private record Place(int index, @Nullable Region inside) {
        boolean is(Place other) {
            return index == other.index && inside == other.inside;
        }
    }

    static Function run(Function function) {
        if (!function.body().hasAny(ComponentReads::isRead)) {
            return function;
        }
        ComponentReads pass = new ComponentReads();
        pass.collectAsked(function.body());
        return function.with(pass.late(function.body(), List.of()));
    }

    private static boolean isRead(Op op) {
        return op instanceof Op.Foreign foreign && foreign.use() == Op.Use.COMPONENT;
    }

    private void collectAsked(Region region) {
        for (Op op : region.ops()) {
            if (op instanceof Op.Apply apply && (apply.gate() == Gate.EQ || apply.gate() == Gate.NE)) {
                asked.addAll(apply.operands());
            }
            op.regions().forEach(this::collectAsked);
        }
    }

    /** @param handed reads from outside that only this region needs */
    private Region late(Region region, List<Op> handed) {
        List<Op> ops = new ArrayList<>(handed);
        ops.addAll(region.ops());
        Map<Op, List<Place>> places = places(ops, region.yields());
        List<Op> arranged = new ArrayList<>();
        for (int i = 0; i < ops.size(); i++) {
            Op op = ops.get(i);
            if (!isRead(op)) {
                arranged.addAll(at(new Place(i, null), ops, places));
                int index = i;
                UnaryOperator<Region> inner = part -> entered(part, at(new Place(index, part), ops, places), places);
                arranged.add(op.rebuild(op.results(), UnaryOperator.identity(), inner));
            }
        }
        arranged.addAll(at(new Place(ops.size(), null), ops, places));
        return region.with(arranged, region.yields());
    }

    private static List<Op> at(Place place, List<Op> ops, Map<Op, List<Place>> places) {
        return ops.stream()
                .filter(op -> places.getOrDefault(op, List.of()).stream().anyMatch(place::is))
                .toList();
    }

    /** A region with reads that it needs; one that another region needs, too, is one of its own. */
    private Region entered(Region region, List<Op> reads, Map<Op, List<Place>> places) {
        Map<Value, Value> own = new IdentityHashMap<>();
        for (Op read : reads) {
            if (places.getOrDefault(read, List.of()).size() > 1) {
                Value result = read.results().get(0);
                own.put(result, result.fresh());
            }
        }
        return own.isEmpty()
                ? late(region, reads)
                : late(
                        Replacements.with(own, region),
                        reads.stream().map(read -> Replacements.with(own, read)).toList());
    }

    /** Where each read goes; nowhere if nobody needs it. */
    private Map<Op, List<Place>> places(List<Op> ops, List<Value> yields) {
        Map<Op, List<Place>> places = new IdentityHashMap<>();
        for (int i = ops.size() - 1; i >= 0; i--) { // a component of a component is placed before what it is read from
            if (isRead(ops.get(i))) {
                List<Place> users = users(ops.get(i).results().get(0), i, ops, yields, places);
                if (!users.isEmpty()) {
                    places.put(ops.get(i), common(users, ops, (Op.Foreign) ops.get(i)));
                }
            }
        }
        return places;
    }

    private static List<Place> users(
            Value value, int from, List<Op> ops, List<Value> yields, Map<Op, List<Place>> places) {
        List<Place> users = new ArrayList<>();
        for (int i = from + 1; i < ops.size(); i++) {
            Op op = ops.get(i);
            if (isRead(op)) {
                if (op.operands().contains(value)) {
                    users.addAll(places.getOrDefault(op, List.of()));
                }
                continue;
            }
            if (op.operands().contains(value)) {
                users.add(new Place(i, null));
            }
            for (Region region : op.regions()) {
                if (reads(region, value)) {
                    users.add(new Place(i, region));
                }
            }
        }
        if (yields.contains(value)) {
            users.add(new Place(ops.size(), null));
        }
        return users;
    }

    private static boolean reads(Region region, Value value) {
        return region.yields().contains(value)
                || region.hasAny(op -> op.operands().contains(value)
                        || op.regions().stream()
                                .anyMatch(inner -> inner.yields().contains(value)));
    }

    private List<Place> common(List<Place> users, List<Op> ops, Op.Foreign read) {
        boolean mayEnterAll = users.stream()
                .allMatch(user -> user.inside() != null
                        && (ops.get(user.index()) instanceof Op.If || asked.contains(read.receiver())));
        if (!mayEnterAll) {
            int first = users.stream().mapToInt(Place::index).min().orElseThrow();
            return List.of(new Place(first, null));
        }
        List<Place> places = new ArrayList<>();
        for (Place user : users) {
            if (places.stream().noneMatch(user::is)) {
                places.add(user);
            }
        }
        return places;
    }
}
