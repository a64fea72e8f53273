package org.backwire.processor.differentiate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.backwire.processor.graph.Copier;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Member;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * The tapes of one loop: each an array with one element an iteration, for one value of the loop's body. Its size is exact where
 * the trip count is known on entry; elsewhere it grows as the loop goes on.
 */
final class Tapes {
    private static final Type INT = Type.Primitive.INT;
    private static final int FIRST_SIZE = 16;
    private static final Member ADD_EXACT = Member.of("java.lang", "Math", "addExact");

    private final Op.Loop loop;
    private final Reversal reversal;
    private final boolean packsBits;
    private final Map<Value, Value> tapes = new LinkedHashMap<>();
    private final Map<Value, Value> growing = new LinkedHashMap<>();
    private final Map<Value, Value> firsts = new LinkedHashMap<>();
    private final Map<Value, Value> grown = new LinkedHashMap<>();
    private final Map<Value, FlatTape> recordsFlat = new LinkedHashMap<>();
    private final List<FlatTape> makesFlat = new ArrayList<>();

    /** @param packsBits whether truths share the bits of a {@code long} */
    Tapes(Op.Loop loop, Reversal reversal, boolean packsBits) {
        this.loop = loop;
        this.reversal = reversal;
        this.packsBits = packsBits;
    }

    /** The type of a tape for a value. */
    Type typeFor(Value value) {
        return new Type.Array(packsBits && value.type() == Type.Primitive.BOOLEAN ? Type.Primitive.BIT : value.type());
    }

    /** The tape of a value, as it is known after the loop. */
    Value of(@Nullable String name, Value value) {
        boolean isTape = name != null && name.endsWith("Tape");
        String wish = name == null ? "valueTape" : isTape ? name + "s" : name + "Tape";
        return tapes.computeIfAbsent(value, v -> Value.named(typeFor(v), wish));
    }

    /** Values of this loop's body are recorded on a tape that an outer loop makes. */
    void recordFlat(Value value, FlatTape tape) {
        recordsFlat.put(value, tape);
    }

    /** This loop is the outermost of those that a tape serves. */
    void makeFlat(FlatTape tape) {
        makesFlat.add(tape);
    }

    /** What must be known where the tape is read, beside the tape. */
    List<Value> readNeeds() {
        return reversal.counted() == null
                ? List.of(reversal.variable())
                : List.of(reversal.variable(), reversal.counted().first());
    }

    /** Makes the tapes, before the loop. */
    void begin(RegionBuilder target, UnaryOperator<Value> reach) {
        makesFlat.forEach(tape -> tape.begin(target));
        if (tapes.isEmpty()) {
            return;
        }
        Value size = reversal.counted() == null
                ? target.constant(INT, FIRST_SIZE)
                : trips(reversal.counted(), target, reach);
        tapes.forEach((value, tape) -> {
            Value fresh = reversal.counted() == null ? tape.fresh() : tape;
            target.add(new Op.NewTape(fresh, size));
            if (reversal.counted() == null) {
                firsts.put(value, fresh);
                growing.put(value, tape.fresh());
            }
        });
    }

    private static Value trips(Counted counted, RegionBuilder target, UnaryOperator<Value> reach) {
        Copier copier = new Copier();
        copier.copyInto(target, Region.yielding(counted.boundOps(), List.of()));
        Value bound = copier.of(counted.bound());
        Value first = reach.apply(counted.first());
        return Counts.trips(counted, counted.up() ? bound : first, counted.up() ? first : bound, target);
    }

    /** Grows the tapes where they are full, and records the loop's variables, at the beginning of the body. */
    void recordVariables(RegionBuilder body) {
        growing.forEach((value, tape) -> grown.put(value, room(tape, body)));
        loop.variables().forEach(v -> recordIfTaped(v, body));
    }

    private Value room(Value tape, RegionBuilder body) {
        Value trips = Objects.requireNonNull(reversal.trips());
        Member room = ((Type.Array) tape.type()).isOfBits() ? Op.Foreign.BIT_ROOM : Op.Foreign.ROOM;
        return body.value(new Op.Foreign(tape.fresh(), Op.Use.STATIC_CALL, room, null, List.of(tape, trips), null));
    }

    /** Records what an op of the body defines, if there is a tape for it. */
    void recordResults(Op op, RegionBuilder body) {
        op.results().forEach(v -> recordIfTaped(v, body));
    }

    private void recordIfTaped(Value value, RegionBuilder body) {
        FlatTape flat = recordsFlat.get(value);
        if (flat != null) {
            flat.record(value, body);
        }
        if (tapes.containsKey(value)) {
            record(value, body);
        }
    }

    private void record(Value value, RegionBuilder body) {
        Counted counted = reversal.counted();
        Value index = counted == null
                ? Objects.requireNonNull(reversal.trips())
                : offset(counted, counted.variable(), counted.first(), body);
        Value tape = counted == null ? grown.get(value) : tapes.get(value);
        body.add(new Op.Store(Objects.requireNonNull(tape), index, value, null));
    }

    private static Value offset(Counted counted, Value index, Value first, RegionBuilder target) {
        return counted.up() ? target.apply(Gate.SUB, INT, index, first) : target.apply(Gate.SUB, INT, first, index);
    }

    /** The loop with what the tapes add to it. */
    Op.Loop loop(List<Value> initials, Region test, RegionBuilder body, List<Value> yields, RegionBuilder outside) {
        List<Value> results = new ArrayList<>(loop.results());
        List<Value> variables = new ArrayList<>(loop.variables());
        List<Value> allInitials = new ArrayList<>(initials);
        List<Value> next = new ArrayList<>(yields);
        if (reversal.trips() != null && reversal.allTrips() != null) {
            results.add(reversal.allTrips());
            variables.add(reversal.trips());
            allInitials.add(outside.constant(INT, 0));
            next.add(body.value(new Op.Apply(
                    reversal.trips().fresh(),
                    Gate.ADD,
                    List.of(reversal.trips(), body.constant(INT, 1)),
                    isBoundedByMemory() ? null : ADD_EXACT,
                    null)));
        }
        growing.forEach((value, tape) -> {
            results.add(Objects.requireNonNull(tapes.get(value)));
            variables.add(tape);
            allInitials.add(Objects.requireNonNull(firsts.get(value)));
            next.add(Objects.requireNonNull(grown.get(value)));
        });
        return new Op.Loop(results, variables, allInitials, test, body.yielding(next));
    }

    /** Whether there is no memory for so many iterations that their number overflows. */
    private boolean isBoundedByMemory() {
        return growing.values().stream().anyMatch(tape -> !((Type.Array) tape.type()).isOfBits());
    }

    /** Reads a tape in the backward loop. */
    Value read(Value tape, Type type, RegionBuilder target, UnaryOperator<Value> reach) {
        Counted counted = reversal.counted();
        Value index = counted == null
                ? reach.apply(reversal.variable())
                : offset(counted, reach.apply(reversal.variable()), reach.apply(counted.first()), target);
        return target.value(new Op.Load(Value.of(type), tape, index));
    }
}
