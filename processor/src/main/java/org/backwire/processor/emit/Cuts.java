package org.backwire.processor.emit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.Value;

/**
 * Where to cut a sequence of ops into parts of a given size: where few values are alive that are soon forgotten. (What lives
 * long crosses some cut anyway.)
 */
final class Cuts {
    /** What a part costs, however little it hands on: one cut more is worth it if it saves so many values. */
    private static final int PART = 6;

    private Cuts() {}

    /**
     * The first op of each part but the first, in order.
     *
     * @param yields what is used after the last op
     * @param forced where there has to be a cut; 0 for nowhere
     */
    static List<Integer> of(List<Op> ops, List<Value> yields, ToIntFunction<Op> size, int limit, int forced) {
        int n = ops.size();
        int[] before = new int[n + 1];
        for (int i = 0; i < n; i++) {
            before[i + 1] = before[i] + size.applyAsInt(ops.get(i));
        }
        int[] live = live(ops, yields, before, limit);
        long[] cost = new long[n + 1];
        int[] from = new int[n + 1];
        for (int end = 1; end <= n; end++) {
            cost[end] = Long.MAX_VALUE;
            for (int start = end - 1; start >= 0; start--) {
                boolean fits = before[end] - before[start] <= limit || start == end - 1;
                if (!fits || start < forced && forced < end) {
                    break;
                }
                long total = cost[start] + PART + (end < n ? live[end] : 0);
                if (total < cost[end]) {
                    cost[end] = total;
                    from[end] = start;
                }
            }
        }
        List<Integer> cuts = new ArrayList<>();
        for (int end = from[n]; end > 0; end = from[end]) {
            cuts.add(end);
        }
        Collections.reverse(cuts);
        return cuts;
    }

    /** How many values are handed on from before each op to it and those after it. */
    private static int[] live(List<Op> ops, List<Value> yields, int[] before, int limit) {
        int n = ops.size();
        Map<Value, Integer> last = new IdentityHashMap<>();
        for (int i = 0; i < n; i++) {
            int at = i;
            use(ops.get(i), v -> last.put(v, at));
        }
        yields.forEach(v -> last.put(v, n));
        int[] change = new int[n + 2];
        for (int i = 0; i < n; i++) {
            for (Value result : ops.get(i).results()) {
                int end = last.getOrDefault(result, i);
                if (end > i && before[end] - before[i] <= limit) {
                    change[i + 1]++;
                    change[end + 1]--;
                }
            }
        }
        int[] live = new int[n + 1];
        for (int i = 1; i <= n; i++) {
            live[i] = live[i - 1] + change[i];
        }
        return live;
    }

    /** Shows all values that an op reads, those inside of its regions included. */
    static void use(Op op, Consumer<Value> reader) {
        op.operands().forEach(reader);
        for (Region region : op.regions()) {
            region.ops().forEach(inner -> use(inner, reader));
            region.yields().forEach(reader);
        }
    }
}
