package org.backwire.processor.differentiate;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Ruled;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;

/** Loops over arrays that derivatives need beside those of the user. */
final class ArrayLoops {
    private static final Type INT = Type.Primitive.INT;

    private ArrayLoops() {}

    /** {@code for (int k = 0; k < length; k++)}, without anything carried but the index. */
    static void forEach(RegionBuilder region, Value length, BiConsumer<RegionBuilder, Value> body) {
        Value index = Value.named(INT, "k");
        RegionBuilder test = new RegionBuilder();
        Value goesOn = test.apply(Gate.LT, Type.Primitive.BOOLEAN, index, length);
        RegionBuilder inside = new RegionBuilder();
        body.accept(inside, index);
        Value next = Value.named(INT, "k");
        inside.add(Op.Apply.of(next, Gate.ADD, index, inside.constant(INT, 1)));
        region.add(new Op.Loop(
                List.of(index.fresh()),
                List.of(index),
                List.of(region.constant(INT, 0)),
                test.yielding(goesOn),
                inside.yielding(next)));
    }

    /** Sets each element of {@code target}, of any rank, to that of {@code source}; rows stay in their places. */
    static void copy(RegionBuilder region, Value target, Value source) {
        Value length = region.value(new Op.Length(Value.of(INT), source));
        if (((Type.Array) source.type()).rank() == 1) {
            Value zero = region.constant(INT, 0);
            region.add(new Op.CopyRange(source, zero, target, zero, length));
            return;
        }
        Type row = ((Type.Array) source.type()).element();
        forEach(
                region,
                length,
                (body, k) -> copy(
                        body,
                        body.value(new Op.Load(Value.of(row), target, k)),
                        body.value(new Op.Load(Value.of(row), source, k))));
    }

    /** Adds each element of {@code source}, of any rank, to that of {@code target}. */
    static void add(RegionBuilder region, Value target, Value source) {
        Value length = region.value(new Op.Length(Value.of(INT), source));
        forEach(region, length, (body, k) -> {
            Type element = ((Type.Array) source.type()).element();
            Value more = body.value(new Op.Load(Value.of(element), source, k));
            if (element instanceof Type.Array) {
                ifThere(body, more, row -> add(row, row.value(new Op.Load(Value.of(element), target, k)), more));
            } else {
                Value before = body.value(new Op.Load(Value.of(element), target, k));
                body.add(new Op.Store(target, k, body.apply(Gate.ADD, element, before, more), null));
            }
        });
    }

    /** Adds {@code factor} times each element of {@code source}; a factor of 0 adds 0, also where an element is infinite. */
    static void addScaled(RegionBuilder region, Value target, Value source, Value factor) {
        Value length = region.value(new Op.Length(Value.of(INT), source));
        forEach(region, length, (body, k) -> {
            Type element = ((Type.Array) source.type()).element();
            Value slope = body.value(new Op.Load(Value.of(element), source, k));
            if (element instanceof Type.Array) {
                ifThere(
                        body,
                        slope,
                        row -> addScaled(row, row.value(new Op.Load(Value.of(element), target, k)), slope, factor));
                return;
            }
            Value in = factor.type().equals(element) ? factor : body.apply(Gate.CAST, element, factor);
            Value before = body.value(new Op.Load(Value.of(element), target, k));
            Value more = body.apply(Gate.STRONG_MUL, element, in, slope);
            body.add(new Op.Store(target, k, body.apply(Gate.ADD, element, before, more), null));
        });
    }

    /** Adds a number to each element of {@code target}. */
    static void addToEach(RegionBuilder region, Value target, Value number) {
        Type element = ((Type.Array) target.type()).element();
        Value length = region.value(new Op.Length(Value.of(INT), target));
        forEach(region, length, (body, k) -> {
            Value before = body.value(new Op.Load(Value.of(element), target, k));
            body.add(new Op.Store(target, k, body.apply(Gate.ADD, element, before, number), null));
        });
    }

    /** A null row has a null gradient. */
    private static void ifThere(RegionBuilder region, Value row, Consumer<RegionBuilder> body) {
        Value isThere = isThere(region, row);
        RegionBuilder then = new RegionBuilder();
        body.accept(then);
        region.add(new Op.If(List.of(), isThere, then.yielding(), new RegionBuilder().yielding()));
    }

    private static Value isThere(RegionBuilder region, Value row) {
        return region.apply(Gate.NE, Type.Primitive.BOOLEAN, row, region.constant(row.type(), null));
    }

    /** {@code start} plus the sum of the products of the elements of two arrays of the same shape. */
    static Value dot(RegionBuilder region, Value start, Value slopes, Value tangents) {
        Type element = ((Type.Array) slopes.type()).element();
        Value length = region.value(new Op.Length(Value.of(INT), slopes));
        Value index = Value.named(INT, "k");
        Value sum = Value.of(start.type());
        RegionBuilder test = new RegionBuilder();
        Value goesOn = test.apply(Gate.LT, Type.Primitive.BOOLEAN, index, length);
        RegionBuilder body = new RegionBuilder();
        Value slope = body.value(new Op.Load(Value.of(element), slopes, index));
        Value tangent = body.value(new Op.Load(Value.of(element), tangents, index));
        Value more;
        if (element instanceof Type.Array) {
            RegionBuilder row = new RegionBuilder();
            Region there = row.yielding(dot(row, sum, slope, tangent));
            more = Value.of(start.type());
            body.add(new Op.If(List.of(more), isThere(body, slope), there, new RegionBuilder().yielding(sum)));
        } else {
            Value product = body.apply(Gate.STRONG_MUL, element, tangent, slope);
            Value wide = element.equals(sum.type()) ? product : body.apply(Gate.CAST, sum.type(), product);
            more = body.apply(Gate.ADD, sum.type(), sum, wide);
        }
        Value next = Value.named(INT, "k");
        body.add(Op.Apply.of(next, Gate.ADD, index, body.constant(INT, 1)));
        Value total = Value.of(start.type());
        region.add(new Op.Loop(
                List.of(total, index.fresh()),
                List.of(sum, index),
                List.of(start, region.constant(INT, 0)),
                test.yielding(goesOn),
                body.yielding(more, next)));
        return total;
    }

    /** Checks that what a rule returned has the shape of its parameter, as what it is multiplied by has. */
    static void requireShape(RegionBuilder region, Ruled rule, Value slope, Value factor) {
        requireShape(
                region, rule.method().owner().simpleName() + "." + rule.method().name(), slope, factor);
    }

    /** Checks that an array, by the name that the user knows it by, has the shape of another. */
    static void requireShape(RegionBuilder region, String title, Value array, Value other) {
        Value name = region.constant(Type.Reference.STRING, title);
        region.add(new Op.Foreign(
                null, Op.Use.STATIC_CALL, Op.Foreign.REQUIRE_SHAPE, null, List.of(name, array, other), null));
    }
}
