package org.backwire.processor.emit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Value;

/** The last lines: ops that only compute results are written at the end, in the order of the results. */
final class Tail {
    private final List<Op> order = new ArrayList<>();
    private final Set<Value> values = new HashSet<>();

    /** @param from the first result that counts; those before are written where they are computed */
    Tail(Function function, int from) {
        Map<Value, Integer> uses = function.body().uses();
        List<Value> results = function.results();
        Map<Value, Op> last = new HashMap<>();
        List<Op> ops = function.body().ops();
        for (Op op : ops) {
            if (op instanceof Op.Apply apply && op.effect() == Op.Effect.NONE) {
                int index = results.indexOf(apply.result());
                if (index >= from && uses.getOrDefault(apply.result(), 0) == 1) {
                    last.put(apply.result(), op);
                }
            }
        }
        ops.stream()
                .filter(op -> !(op.results().size() == 1
                        && last.containsKey(op.results().get(0))))
                .forEach(order::add);
        for (Value result : results) {
            Op op = last.get(result);
            if (op != null) {
                order.add(op);
                values.add(result);
            }
        }
    }

    /** All ops of the body in the order in which they are written. */
    List<Op> order() {
        return order;
    }

    /** The results that are computed at the end. */
    Set<Value> values() {
        return values;
    }
}
