package org.backwire.processor.emit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * The local variables: which values live in which, where each is declared, and how it is called. Values that are one variable
 * to the user, before and after an assignment or a loop, share one here wherever they are never alive together.
 */
final class Locals {
    /** A variable. */
    static final class Local {
        private final Type type;
        private final Regions.Node scope;
        private final String name;
        private boolean declared;

        Local(Type type, Regions.Node scope, String name, boolean declared) {
            this.type = type;
            this.scope = scope;
            this.name = name;
            this.declared = declared;
        }

        Type type() {
            return type;
        }

        Regions.Node scope() {
            return scope;
        }

        String name() {
            return name;
        }

        boolean isDeclared() {
            return declared;
        }

        void declare() {
            declared = true;
        }
    }

    private static final int LARGE = 1000;

    private final Regions regions;
    private final Inlining inlining;
    private final Map<Value, Value> leaders = new IdentityHashMap<>();
    private final Map<Value, Set<Value>> members = new IdentityHashMap<>();
    private final Map<Value, Set<Value>> conflicts;
    private final Map<Value, Local> locals = new IdentityHashMap<>();
    private final Map<Value, Local> overrides = new IdentityHashMap<>();
    private final Names names;
    private final Map<Value, String> given;
    private final Set<Value> frozen;

    /**
     * @param given names that are fixed: of parameters, and of fields that values are kept in
     * @param frozen values whose variable must keep what it holds
     * @param order the ops of the body in the order in which they are written
     */
    Locals(
            Regions regions,
            Inlining inlining,
            Map<Value, String> given,
            Set<Value> frozen,
            List<Op> order,
            Names names) {
        this.regions = regions;
        this.inlining = inlining;
        this.given = given;
        this.frozen = frozen;
        this.names = names;
        List<Value[]> wishes = new ArrayList<>();
        wish(order, wishes);
        order.forEach(op -> regions.of(op).forEach(inner -> wishInside(inner, wishes)));
        Set<Value> sharing = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Value[] pair : wishes) {
            Collections.addAll(sharing, pair);
        }
        conflicts = new Interference(regions, inlining, sharing, order).conflicts();
        wishes.forEach(pair -> merge(pair[0], pair[1]));
        declare(order);
    }

    /** The variable of a value; the value has one unless it is inlined or never used. */
    Local of(Value value) {
        Local override = overrides.get(value);
        Local local = override != null ? override : locals.get(leader(value));
        if (local == null) {
            throw new AssertionError("no variable for " + value);
        }
        return local;
    }

    boolean has(Value value) {
        return locals.containsKey(leader(value));
    }

    boolean share(Value a, Value b) {
        return leader(a) == leader(b);
    }

    /** The variables not declared yet that an op or its regions assign. */
    Set<Local> undeclaredIn(Op op) {
        Set<Local> found = new LinkedHashSet<>();
        op.results().forEach(v -> collectUndeclared(v, found));
        for (Region region : op.regions()) {
            for (Op inner : region.ops()) {
                if (inner instanceof Op.Loop loop) {
                    loop.variables().forEach(v -> collectUndeclared(v, found));
                }
                found.addAll(undeclaredIn(inner));
            }
        }
        return found;
    }

    private void collectUndeclared(Value value, Set<Local> found) {
        Local local = locals.get(leader(value));
        if (local != null && !local.isDeclared() && inlining.isUsed(value)) {
            found.add(local);
        }
    }

    /** Whether a variable is assigned nowhere but in a region (and by the header of its loop). */
    boolean isOnlyInside(Value variable, Regions.Node region) {
        return members(leader(variable)).stream()
                        .allMatch(v -> !inlining.isUsed(v) || regions.home(v).isInside(region))
                && !isReadAfter(region.owner(), leader(variable));
    }

    /** Whether all that is ever in the variable of a branch's result is what regions of that branch, and of others in it, end with. */
    boolean isSetInBranchesOf(Value result) {
        return members(leader(result)).stream()
                .filter(inlining::isUsed)
                .allMatch(v -> v == result || isYielded(v, regions.home(v)));
    }

    /** Whether a variable takes nothing but what goes around in a loop, and what comes of it. */
    boolean isSetOnlyBy(Op.Loop loop, Value result) {
        Regions.Node body = regions.of(loop).get(1);
        return members(leader(result)).stream()
                .filter(inlining::isUsed)
                .allMatch(v -> v == result
                        || loop.results().contains(v)
                        || loop.variables().contains(v)
                        || regions.home(v).isInside(body));
    }

    private boolean isYielded(Value value, Regions.Node home) {
        List<Value> yields = home.region().yields();
        return home.owner() instanceof Op.If branch
                && IntStream.range(0, yields.size())
                        .anyMatch(i ->
                                yields.get(i) == value && share(branch.results().get(i), value));
    }

    /** Whether the last value that a loop gives a variable goes into another one after it. */
    private boolean isReadAfter(@Nullable Op owner, Value leader) {
        if (!(owner instanceof Op.Loop loop)) {
            return false;
        }
        for (int i = 0; i < loop.variables().size(); i++) {
            Value result = loop.results().get(i);
            if (leader(loop.variables().get(i)) == leader && inlining.isUsed(result) && leader(result) != leader) {
                return true;
            }
        }
        return false;
    }

    /** A name for something that is no value of the graph. */
    String name(String wish) {
        return names.allocate(wish);
    }

    /** A variable that keeps what another one holds. */
    Local temporary(Local local) {
        return new Local(local.type(), local.scope(), names.allocate("saved"), true);
    }

    /** The variable that a value is assigned to, wherever it is read from at the moment. */
    Local assigned(Value value) {
        return Objects.requireNonNull(locals.get(leader(value)));
    }

    /** {@code value} is read from another variable, until {@link #restore}. */
    void override(Value value, Local local) {
        overrides.put(value, local);
    }

    boolean isOverridden(Value value) {
        return overrides.containsKey(value);
    }

    void restore() {
        overrides.clear();
    }

    // Sharing

    private void wishInside(Regions.Node node, List<Value[]> wishes) {
        wish(node.region().ops(), wishes);
        node.region().ops().forEach(op -> regions.of(op).forEach(inner -> wishInside(inner, wishes)));
    }

    private void wish(List<Op> ops, List<Value[]> wishes) {
        for (Op op : ops) {
            if (op.results().size() == 1 && inlining.isInlined(op.results().get(0))) {
                continue;
            }
            if (op instanceof Op.If branch && !inlining.isChoice(branch)) {
                for (Region side : branch.regions()) {
                    wishEach(branch.results(), side.yields(), wishes);
                }
            } else if (op instanceof Op.Loop loop) {
                wishEach(loop.results(), loop.variables(), wishes);
                wishEach(loop.variables(), loop.body().yields(), wishes);
                wishEach(loop.variables(), loop.initials(), wishes);
            } else if (op.results().size() == 1) {
                Value result = op.results().get(0);
                if (result.name() == null || ops.size() > LARGE && result.origin() != null) {
                    continue; // thousands of versions of a variable, all remembered for the way back
                }
                for (Value other : inlining.leaves(op)) {
                    if (result.name().equals(other.name()) && updates(op, other)) {
                        wish(result, other, wishes); // x = x + 1
                    }
                }
            }
        }
    }

    /** In the user's code any op may; in derivatives only sums, for two products called dproduct are not one variable. */
    private static boolean updates(Op op, Value other) {
        return op.results().get(0).origin() != null
                || op instanceof Op.Apply apply
                        && (apply.gate() == Gate.ADD || apply.gate() == Gate.SUB)
                        && apply.operands().get(0) == other;
    }

    private void wishEach(List<Value> targets, List<Value> sources, List<Value[]> wishes) {
        for (int i = 0; i < sources.size(); i++) {
            wish(targets.get(i), sources.get(i), wishes);
        }
    }

    private void wish(Value a, Value b, List<Value[]> wishes) {
        if (!meanTheSame(a, b)) {
            return;
        }
        boolean free = !inlining.isInlined(a) && !inlining.isInlined(b) && !frozen.contains(a) && !frozen.contains(b);
        if (a != b && free && a.type().equals(b.type())) {
            wishes.add(new Value[] {a, b});
        }
    }

    /** What the user calls differently, or only one of them is the user's, is not one variable, whatever would be possible. */
    private static boolean meanTheSame(Value a, Value b) {
        if (a.name() == null || b.name() == null) {
            return isUsersOwn(a) == isUsersOwn(b) || a.origin() != null && b.origin() != null;
        }
        return a.name().equals(b.name());
    }

    private static boolean isUsersOwn(Value value) {
        return value.name() != null && value.origin() != null;
    }

    private Value leader(Value value) {
        Value leader = value;
        for (Value next = leaders.get(leader); next != null; next = leaders.get(leader)) {
            leader = next;
        }
        if (leader != value) {
            leaders.put(value, leader);
        }
        return leader;
    }

    private Set<Value> members(Value leader) {
        return members.computeIfAbsent(leader, v -> {
            Set<Value> alone = new LinkedHashSet<>(); // in order: the first and last of them give the name
            alone.add(v);
            return alone;
        });
    }

    private void merge(Value a, Value b) {
        Value x = leader(a);
        Value y = leader(b);
        boolean bothGiven = isGiven(x) && isGiven(y);
        if (x == y || bothGiven || !Collections.disjoint(conflicts.getOrDefault(x, Set.of()), members(y))) {
            return;
        }
        Value leader = isGiven(y) ? y : x;
        Value other = leader == x ? y : x;
        leaders.put(other, leader);
        members.put(leader, union(members(leader), members(other)));
        Set<Value> none = new HashSet<>();
        conflicts.put(leader, union(conflicts.getOrDefault(leader, none), conflicts.getOrDefault(other, none)));
    }

    /** Adds the smaller set to the larger: among thousands of versions of a variable that matters. */
    private static Set<Value> union(Set<Value> a, Set<Value> b) {
        Set<Value> larger = a.size() >= b.size() ? a : b;
        larger.addAll(larger == a ? b : a);
        return larger;
    }

    private boolean isGiven(Value leader) {
        return given.containsKey(leader);
    }

    // Declaring

    private void declare(List<Op> order) {
        given.forEach((value, name) -> locals.put(leader(value), new Local(value.type(), regions.body(), name, true)));
        ScopedNames scoped = new ScopedNames(names);
        List<Value> inOrder = new ArrayList<>();
        collect(order, inOrder);
        // the user's names first
        for (boolean user : new boolean[] {true, false}) {
            for (Value value : inOrder) {
                Value leader = leader(value);
                if (!locals.containsKey(leader) && (isUsers(leader) || !user)) {
                    Regions.Node scope = scope(leader);
                    Regions.Node known = header(leader, scope);
                    String name = scoped.allocate(wishOf(leader), known);
                    locals.put(leader, new Local(value.type(), scope, name, false));
                }
            }
        }
    }

    private boolean isUsers(Value leader) {
        for (Value value : members(leader)) {
            if (isUsersOwn(value)) {
                return true;
            }
        }
        return false;
    }

    private void collect(List<Op> ops, List<Value> into) {
        for (Op op : ops) {
            if (op.results().size() == 1 && inlining.isInlined(op.results().get(0))) {
                continue;
            }
            for (Value result : op.results()) {
                if (inlining.isUsed(result)) {
                    into.add(result);
                }
            }
            if (op instanceof Op.Loop loop) {
                into.addAll(loop.variables());
            }
            if (!(op instanceof Op.If branch && inlining.isChoice(branch))) {
                op.regions().forEach(r -> collect(r.ops(), into));
            }
        }
    }

    private Regions.Node scope(Value leader) {
        Regions.Node scope = null;
        for (Value value : members(leader)) {
            if (regions.definition(value) == null || inlining.isUsed(value)) {
                scope = scope == null ? outside(value) : Regions.common(scope, outside(value));
            }
        }
        return scope == null ? outside(leader) : scope;
    }

    /** The body of the loop in whose header a variable can be declared, or else its scope. */
    private Regions.Node header(Value leader, Regions.Node scope) {
        for (Value value : members(leader)) {
            Regions.Node home = regions.home(value);
            if (home.owner() instanceof Op.Loop loop
                    && loop.variables().contains(value)
                    && isOnlyInside(leader, home)) {
                Op.Apply step = Headers.step(loop, inlining, this, regions);
                if (step != null && share(step.result(), value)) {
                    return home;
                }
            }
        }
        return scope;
    }

    /** Where a variable must be known: those of a loop, also around it. */
    private Regions.Node outside(Value value) {
        Regions.Node home = regions.home(value);
        boolean isLoopVariable =
                home.owner() instanceof Op.Loop loop && loop.variables().contains(value);
        return isLoopVariable && home.outer() != null ? home.outer() : home;
    }

    private String wishOf(Value leader) {
        String best = null;
        for (Value value : members(leader)) {
            if (value.name() != null && (best == null || value.origin() != null)) {
                best = value.name();
            }
        }
        if (best != null) {
            return best;
        }
        return Wishes.of(leader, regions.definition(leader));
    }
}
