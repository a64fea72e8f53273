package org.backwire.processor.simplify;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * Carries the minus sign of a derivative to where it is added or subtracted: afterwards no negative that is used once is only
 * multiplied, or added to, before that. Every step is exact, as rounding knows no sign.
 *
 * <p>Before: {@code n = neg d, p = mul x n, s = sub p q, t = add u s}. After: {@code p = mul x d, s = add p q, t = sub u s}.
 */
final class Signs {
    private final Map<Value, Op> definitions = new IdentityHashMap<>();
    private final Map<Value, Integer> uses = new IdentityHashMap<>();
    private final Map<Value, Region> homes = new IdentityHashMap<>();

    private Signs() {}

    static Function run(Function function) {
        Signs signs = new Signs();
        signs.collect(function.body());
        return signs.hasNegatives() ? function.with(signs.region(function.body())) : function;
    }

    private void collect(Region region) {
        for (Op op : region.ops()) {
            op.results().forEach(v -> {
                definitions.put(v, op);
                homes.put(v, region);
            });
            op.operands().forEach(this::use);
            if (op instanceof Op.Apply apply && apply.view() != null) {
                apply.view().operands().forEach(this::use);
            }
            op.regions().forEach(this::collect);
        }
        region.yields().forEach(this::use);
    }

    private void use(Value value) {
        uses.merge(value, 1, Integer::sum);
    }

    private boolean hasNegatives() {
        return definitions.values().stream().anyMatch(op -> op instanceof Op.Apply apply && apply.gate() == Gate.NEG);
    }

    private Region region(Region region) {
        RegionBuilder target = new RegionBuilder();
        for (Op op : region.ops()) {
            Op inner = op.regions().isEmpty() ? op : op.rebuild(op.results(), v -> v, this::region);
            target.add(inner instanceof Op.Apply apply ? turned(apply, region, target) : inner);
        }
        if (!region.completes()) {
            target.endsHere();
        }
        return target.yielding(region.yields());
    }

    /** {@code x + s} as {@code x - w}, and the other way round, where {@code w} is {@code -s}. */
    private Op turned(Op.Apply apply, Region home, RegionBuilder target) {
        boolean adds = apply.gate() == Gate.ADD || apply.gate() == Gate.SUB;
        if (!adds || !isOurs(apply)) {
            return apply;
        }
        Value x = apply.operands().get(0);
        Value s = apply.operands().get(1);
        if (!carriesSign(s, home)) {
            return apply;
        }
        Gate other = apply.gate() == Gate.ADD ? Gate.SUB : Gate.ADD;
        return new Op.Apply(apply.result(), other, List.of(x, opposite(s, home, target)), null, null);
    }

    private static boolean isOurs(Op.Apply apply) {
        return apply.result().origin() == null
                && apply.result().type().isFloating()
                && apply.method() == null
                && apply.view() == null;
    }

    /** Whether a sign can be taken from a value of the same region, which nobody else reads. */
    private boolean carriesSign(Value value, Region home) {
        Op.Apply apply = homes.get(value) == home ? ours(value) : null;
        if (apply == null) {
            return false;
        }
        return switch (apply.gate()) {
            case NEG -> true;
            case MUL ->
                carriesSign(apply.operands().get(0), home)
                        || carriesSign(apply.operands().get(1), home);
            case DIV, SUB -> carriesSign(apply.operands().get(0), home);
            default -> false;
        };
    }

    private Op.@Nullable Apply ours(Value value) {
        return uses.getOrDefault(value, 0) == 1 && definitions.get(value) instanceof Op.Apply apply && isOurs(apply)
                ? apply
                : null;
    }

    private Value opposite(Value value, Region home, RegionBuilder target) {
        Op.Apply apply = Objects.requireNonNull(ours(value));
        Value x = apply.operands().get(0);
        if (apply.gate() == Gate.NEG) {
            return x;
        }
        Value z = apply.operands().get(1);
        boolean isFirst = carriesSign(x, home);
        Gate gate = apply.gate() == Gate.SUB ? Gate.ADD : apply.gate();
        List<Value> operands = isFirst ? List.of(opposite(x, home, target), z) : List.of(x, opposite(z, home, target));
        return target.value(new Op.Apply(value.fresh(), gate, operands, null, null));
    }
}
