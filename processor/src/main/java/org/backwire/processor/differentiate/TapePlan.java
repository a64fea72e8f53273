package org.backwire.processor.differentiate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backwire.processor.graph.Value;

/**
 * Which values are recorded: a minimum cut between what backward needs and what it can reach without a tape. A value that is
 * needed is either recorded, or computed again from values of which the same holds; of all such choices this one has the
 * smallest tape (Moses and Churavy, NeurIPS 2020). Among equals the value that is needed itself is recorded.
 */
final class TapePlan {
    /** The cost of what cannot be recorded. */
    static final long ENDLESS = Long.MAX_VALUE / 4;

    private final Map<Value, Integer> numbers = new HashMap<>();
    private final List<Value> values = new ArrayList<>();
    private final List<Map<Integer, Long>> capacities = new ArrayList<>();

    TapePlan() {
        capacities.add(new HashMap<>()); // the source
        capacities.add(new HashMap<>()); // the sink
    }

    boolean contains(Value value) {
        return numbers.containsKey(value);
    }

    /** Adds a value whose tape costs so much. */
    void add(Value value, long cost) {
        int number = capacities.size();
        numbers.put(value, number);
        values.add(value);
        capacities.add(new HashMap<>());
        capacities.add(new HashMap<>());
        connect(number, number + 1, cost);
    }

    /** Backward needs the value. */
    void need(Value value) {
        connect(in(value) + 1, 1, ENDLESS);
    }

    /** The value cannot be computed again. */
    void mustBeRecorded(Value value) {
        connect(0, in(value), ENDLESS);
    }

    /** The value can be computed from an operand, among others. */
    void computesFrom(Value value, Value operand) {
        connect(in(operand) + 1, in(value), ENDLESS);
    }

    private int in(Value value) {
        return numbers.getOrDefault(value, -1);
    }

    private void connect(int from, int to, long capacity) {
        capacities.get(from).merge(to, capacity, (a, b) -> Math.min(ENDLESS, a + b));
        capacities.get(to).putIfAbsent(from, 0L);
    }

    /** The values to be recorded. */
    Set<Value> recorded() {
        int[] path = path();
        while (path[1] >= 0) {
            long flow = ENDLESS;
            for (int node = 1; node != 0; node = path[node]) {
                flow = Math.min(flow, residual(path[node], node));
            }
            for (int node = 1; node != 0; node = path[node]) {
                capacities.get(path[node]).merge(node, -flow, Long::sum);
                capacities.get(node).merge(path[node], flow, Long::sum);
            }
            path = path();
        }
        Set<Integer> reaching = reachingTheSink();
        Set<Value> recorded = new HashSet<>();
        for (Value value : values) {
            int number = in(value);
            if (!reaching.contains(number) && reaching.contains(number + 1)) {
                recorded.add(value);
            }
        }
        return recorded;
    }

    private long residual(int from, int to) {
        return capacities.get(from).getOrDefault(to, 0L);
    }

    /** The shortest way from the source along which more can flow: for each node the one before. */
    private int[] path() {
        int[] before = new int[capacities.size()];
        Arrays.fill(before, -1);
        before[0] = 0;
        Deque<Integer> open = new ArrayDeque<>(List.of(0));
        while (!open.isEmpty() && before[1] < 0) {
            int node = open.remove();
            capacities.get(node).forEach((to, capacity) -> {
                if (capacity > 0 && before[to] < 0) {
                    before[to] = node;
                    open.add(to);
                }
            });
        }
        return before;
    }

    private Set<Integer> reachingTheSink() {
        Set<Integer> reaching = new HashSet<>(Set.of(1));
        Deque<Integer> open = new ArrayDeque<>(List.of(1));
        while (!open.isEmpty()) {
            int node = open.remove();
            for (int from : capacities.get(node).keySet()) {
                if (residual(from, node) > 0 && reaching.add(from)) {
                    open.add(from);
                }
            }
        }
        return reaching;
    }
}
