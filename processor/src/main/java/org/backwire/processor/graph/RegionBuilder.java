package org.backwire.processor.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Collects the ops of one region. */
public final class RegionBuilder {
    private final List<Op> ops = new ArrayList<>();
    private boolean completes = true;

    public RegionBuilder add(Op op) {
        ops.add(op);
        if (op instanceof Op.Throw) {
            completes = false;
        }
        return this;
    }

    /** Adds an op and returns its only result. */
    public Value value(Op op) {
        add(op);
        return op.results().get(0);
    }

    /** Gives the only result of the last op another name and note, if it is {@code value}; else returns {@code value}. */
    public Value renameLast(Value value, Value as) {
        int last = ops.size() - 1;
        if (last < 0
                || ops.get(last).results().size() != 1
                || ops.get(last).results().get(0) != value) {
            return value;
        }
        ops.set(last, ops.get(last).rebuild(List.of(as), operand -> operand, region -> region));
        return as;
    }

    public Value apply(Gate gate, Type type, Value... operands) {
        return value(Op.Apply.of(Value.of(type), gate, operands));
    }

    public Value constant(Type type, @Nullable Object value) {
        return value(new Op.Constant(Value.of(type), value, null, null));
    }

    /** A zero of a primitive type. */
    public Value zero(Type type) {
        return constant(type, zeroOf(type));
    }

    public static @Nullable Object zeroOf(Type type) {
        if (!(type instanceof Type.Primitive primitive)) {
            return null;
        }
        return switch (primitive) {
            case BOOLEAN, BIT -> false;
            case BYTE -> (byte) 0;
            case SHORT -> (short) 0;
            case CHAR -> (char) 0;
            case INT -> 0;
            case LONG -> 0L;
            case FLOAT -> 0f;
            case DOUBLE -> 0.0;
        };
    }

    public List<Op> ops() {
        return ops;
    }

    public boolean completes() {
        return completes;
    }

    /** Marks that the end of the region is not reached, as after an {@code If} both of whose regions throw. */
    public void endsHere() {
        completes = false;
    }

    public Region yielding(List<Value> values) {
        return new Region(ops, completes ? values : List.of(), completes);
    }

    public Region yielding(Value... values) {
        return yielding(List.of(values));
    }

    public static Region region(Consumer<RegionBuilder> body, List<Value> yields) {
        RegionBuilder builder = new RegionBuilder();
        body.accept(builder);
        return builder.yielding(yields);
    }
}
