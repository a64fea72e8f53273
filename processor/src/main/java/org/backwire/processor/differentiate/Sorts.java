package org.backwire.processor.differentiate;

import java.util.ArrayList;
import java.util.List;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;

/**
 * Writes out how numbers that vary are sorted: the order is data, as what a comparison says is, and each number moves to its place. So
 * its gradient comes back from there.
 *
 * <pre>
 * double[] unsorted = x.clone();
 * int[] order = Sorting.order(unsorted);
 * for (int i = 0; i < order.length; i++) x[i] = unsorted[order[i]];
 * </pre>
 */
public final class Sorts {
    private static final Type INT = Type.Primitive.INT;

    private final Activity activity;

    private Sorts(Activity activity) {
        this.activity = activity;
    }

    /**
     * The same, with those calls of {@code Arrays.sort} written out whose array varies.
     *
     * @param wrt the numbers of the parameters that are differentiated
     */
    public static Function run(Function function, List<Integer> wrt) {
        if (!sorts(function.body())) {
            return function;
        }
        Sorts sorts = new Sorts(Activity.of(function, wrt));
        return function.with(sorts.region(function.body()));
    }

    private static boolean sorts(Region region) {
        for (Op op : region.ops()) {
            if (op instanceof Op.Foreign call && call.sortsNumbers() || sorts(op.regions())) {
                return true;
            }
        }
        return false;
    }

    private static boolean sorts(List<Region> regions) {
        for (Region region : regions) {
            if (sorts(region)) {
                return true;
            }
        }
        return false;
    }

    private Region region(Region region) {
        RegionBuilder written = new RegionBuilder();
        for (Op op : region.ops()) {
            if (op instanceof Op.Foreign call
                    && call.sortsNumbers()
                    && activity.isVaried(call.arguments().get(0))) {
                sort(written, call);
            } else {
                written.add(sorts(op.regions()) ? op.rebuild(op.results(), operand -> operand, this::region) : op);
            }
        }
        return new Region(written.ops(), region.yields(), region.completes());
    }

    private static void sort(RegionBuilder region, Op.Foreign call) {
        Value array = call.arguments().get(0);
        Value unsorted = region.value(new Op.CloneArray(Value.named(array.type(), "unsorted"), array));
        List<Value> sorted = new ArrayList<>(call.arguments());
        sorted.set(0, unsorted);
        Value order = region.value(new Op.Foreign(
                Value.named(new Type.Array(INT), "order"),
                Op.Use.STEADY_CALL,
                Op.Foreign.ORDER,
                null,
                sorted,
                call.origin()));
        Value length = region.value(new Op.Length(Value.of(INT), order));
        ArrayLoops.forEach(region, length, (body, i) -> {
            Value place = body.value(new Op.Load(Value.of(INT), order, i));
            Value number = body.value(new Op.Load(Value.of(((Type.Array) array.type()).element()), unsorted, place));
            boolean isPart = sorted.size() > 1;
            Value to = isPart ? body.apply(Gate.ADD, INT, sorted.get(1), i) : i;
            body.add(new Op.Store(array, to, number, null));
        });
    }
}
