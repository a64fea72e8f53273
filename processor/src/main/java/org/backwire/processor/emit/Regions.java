package org.backwire.processor.emit;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/** The tree of regions of a function, and where its values are defined. */
final class Regions {
    /**
     * A region in the tree.
     *
     * @param owner the op it is a region of; null for the body
     */
    record Node(
            Region region, @Nullable Node outer, @Nullable Op owner, int depth) {
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }

        boolean isInside(Node other) {
            for (Node node = this; node != null; node = node.outer) {
                if (node == other) {
                    return true;
                }
            }
            return false;
        }

        /** Whether a loop stands between this region and {@code outside}. */
        boolean loopsWithin(Node outside) {
            for (Node node = this; node != null && node != outside; node = node.outer) {
                if (node.owner instanceof Op.Loop) {
                    return true;
                }
            }
            return false;
        }
    }

    private final Map<Op, List<Node>> inner = new IdentityHashMap<>();
    private final Map<Value, Node> homes = new IdentityHashMap<>();
    private final Map<Value, Op> definitions = new IdentityHashMap<>();
    private final Node body;
    private final List<Value> parameters;

    Regions(Function function) {
        body = new Node(function.body(), null, null, 0);
        parameters = function.parameters();
        function.parameters().forEach(p -> homes.put(p, body));
        collect(body);
    }

    private void collect(Node node) {
        for (Op op : node.region().ops()) {
            for (Value result : op.results()) {
                homes.put(result, node);
                definitions.put(result, op);
            }
            if (op.regions().isEmpty()) {
                continue;
            }
            List<Node> nodes = op.regions().stream()
                    .map(r -> new Node(r, node, op, node.depth() + 1))
                    .toList();
            inner.put(op, nodes);
            if (op instanceof Op.Loop loop) {
                loop.variables().forEach(v -> homes.put(v, nodes.get(1)));
            }
            nodes.forEach(this::collect);
        }
    }

    List<Value> parameters() {
        return parameters;
    }

    Node body() {
        return body;
    }

    List<Node> of(Op op) {
        return inner.getOrDefault(op, List.of());
    }

    Node home(Value value) {
        Node node = homes.get(value);
        if (node == null) {
            throw new AssertionError("used but not defined: " + value);
        }
        return node;
    }

    @Nullable
    Op definition(Value value) {
        return definitions.get(value);
    }

    static Node common(Node a, Node b) {
        Node x = a;
        Node y = b;
        while (x != y) {
            if (x.depth() >= y.depth()) {
                x = Objects.requireNonNull(x.outer());
            } else {
                y = Objects.requireNonNull(y.outer());
            }
        }
        return x;
    }
}
