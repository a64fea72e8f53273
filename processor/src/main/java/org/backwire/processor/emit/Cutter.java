package org.backwire.processor.emit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.Value;

/**
 * Cuts a function into parts that are short enough: innermost regions first, so that a long loop body becomes a few calls
 * before the code around the loop is looked at. A part reads values and leaves values behind; what it computes, and in which order, is
 * as before. Constants are no values to hand on: each part has its own.
 *
 * <pre>{@code
 * f(double x) {                         f(double x) {
 *   a = sin x : double                    b = part 1 x : double
 *   b = cos a : double           →        d = part 2 x b : double
 *   c = mul b x : double                  yield d
 *   d = exp c : double                  }
 *   yield d
 * }
 * }</pre>
 */
final class Cutter {
    private final int limit;
    private final OpSizes sizes;
    private final Map<Value, Op.Constant> constants = new IdentityHashMap<>();
    private final Map<String, Part> parts = new LinkedHashMap<>();

    private Cutter(Function function, int limit) {
        this.limit = limit;
        sizes = new OpSizes(function);
        collectConstants(function.body());
    }

    /**
     * A function in parts.
     *
     * @param main calls the parts, as parts may call others
     */
    record Result(Function main, Map<String, Part> parts) {}

    /** @param limit how many bytes of code a part may have */
    static Result cut(Function function, int limit) {
        Cutter cutter = new Cutter(function, limit);
        Region body = cutter.shortened(function.body(), true);
        return new Result(new Function(function.name(), function.parameters(), body), cutter.parts);
    }

    private void collectConstants(Region region) {
        for (Op op : region.ops()) {
            if (op instanceof Op.Constant constant) {
                constants.put(constant.result(), constant);
            }
            op.regions().forEach(this::collectConstants);
        }
    }

    private Region shortened(Region region, boolean isBody) {
        List<Op> ops = region.ops().stream().map(this::shortened).toList();
        Region shorter = new Region(ops, region.yields(), region.completes());
        int size = sizes.of(shorter);
        while (size > limit) {
            int before = size;
            Region cut = inParts(shorter, isBody, limit);
            size = sizes.of(cut);
            if (size >= before) {
                return shorter;
            }
            shorter = cut;
        }
        return shorter;
    }

    /** The same op, short enough to stand in a part. */
    private Op shortened(Op op) {
        if (op instanceof Op.Loop loop) {
            Region body = shortened(loop.body(), false);
            return new Op.Loop(loop.results(), loop.variables(), loop.initials(), loop.test(), body);
        }
        if (op instanceof Op.If branch) {
            Region then = shortened(branch.then(), false);
            Region otherwise = shortened(branch.otherwise(), false);
            boolean thenFirst = sizes.of(then) >= sizes.of(otherwise);
            if (sizes.of(then) + sizes.of(otherwise) > limit) {
                then = thenFirst ? inParts(then, false, limit) : then;
                otherwise = thenFirst ? otherwise : inParts(otherwise, false, limit);
            }
            if (sizes.of(then) + sizes.of(otherwise) > limit) {
                then = thenFirst ? then : inParts(then, false, limit);
                otherwise = thenFirst ? inParts(otherwise, false, limit) : otherwise;
            }
            return new Op.If(branch.results(), branch.condition(), then, otherwise);
        }
        return op;
    }

    /** A region of calls. */
    private Region inParts(Region region, boolean isBody, int longest) {
        List<Op> result = new ArrayList<>();
        List<Op> ops = new ArrayList<>();
        List<Op> end = new ArrayList<>();
        for (Op op : region.ops()) {
            (op instanceof Op.Constant ? result : completes(op) ? ops : end).add(op);
        }
        Set<Value> after = Collections.newSetFromMap(new IdentityHashMap<>());
        after.addAll(region.yields());
        end.forEach(op -> Cuts.use(op, after::add));
        int backward = isBody ? firstBackward(ops) : 0;
        List<Integer> cuts = new ArrayList<>(Cuts.of(ops, List.copyOf(after), sizes::of, longest, backward));
        cuts.add(ops.size());
        List<Op> calls = new ArrayList<>();
        int stop = ops.size();
        for (int i = cuts.size() - 2; i >= -1; i--) { // from the last to the first: what comes after is known then
            int start = i < 0 ? 0 : cuts.get(i);
            List<Op> segment = ops.subList(start, stop);
            calls.addAll(0, called(segment, after));
            segment.forEach(op -> Cuts.use(op, after::add));
            stop = start;
        }
        result.addAll(calls);
        result.addAll(end);
        return new Region(result, region.yields(), region.completes());
    }

    private static boolean completes(Op op) {
        return !(op instanceof Op.Throw)
                && !(op instanceof Op.If branch
                        && !branch.then().completes()
                        && !branch.otherwise().completes());
    }

    private int firstBackward(List<Op> ops) {
        for (int i = 0; i < ops.size(); i++) {
            if (isBackward(ops.get(i))) {
                return i;
            }
        }
        return 0;
    }

    private boolean isBackward(Op op) {
        Part called = op instanceof Op.CallPart call ? parts.get(call.part()) : null;
        return called != null && called.isBackward()
                || op.results().stream().anyMatch(v -> v.note() != null)
                || op instanceof Op.Store store && store.note() != null
                || op.regions().stream().anyMatch(r -> r.ops().stream().anyMatch(this::isBackward));
    }

    /** The ops as a part that is called, or themselves if they are no longer than a call. */
    private List<Op> called(List<Op> ops, Set<Value> after) {
        Set<Value> defined = Collections.newSetFromMap(new IdentityHashMap<>());
        Set<Value> used = new LinkedHashSet<>();
        ops.forEach(op -> define(op, defined));
        ops.forEach(op -> Cuts.use(op, used::add));
        used.removeIf(defined::contains);
        List<Op> own = new ArrayList<>();
        List<Value> reads = new ArrayList<>();
        for (Value value : used) {
            Op.Constant constant = constants.get(value);
            if (constant == null) {
                reads.add(value);
            } else {
                own.add(constant);
            }
        }
        List<Value> results = new ArrayList<>();
        ops.forEach(op -> op.results().stream().filter(after::contains).forEach(results::add));
        Op.CallPart call = new Op.CallPart(results, Integer.toString(parts.size() + 1), reads);
        if (sizes.of(call) >= sizes.of(ops)) {
            return List.copyOf(ops);
        }
        if (results.size() > 1) {
            sizes.putInFields(results);
        }
        own.addAll(ops);
        Function function = new Function(call.part(), reads, Region.yielding(own, results));
        parts.put(call.part(), new Part(call.part(), function, ops.stream().anyMatch(this::isBackward)));
        return List.of(call);
    }

    private static void define(Op op, Set<Value> defined) {
        defined.addAll(op.results());
        if (op instanceof Op.Loop loop) {
            defined.addAll(loop.variables());
        }
        op.regions().forEach(region -> region.ops().forEach(inner -> define(inner, defined)));
    }
}
