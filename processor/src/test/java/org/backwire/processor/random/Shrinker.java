package org.backwire.processor.random;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes a failing program smaller, as long as it fails in the same way. */
final class Shrinker {
    private static final long NANOS = Long.getLong("backwire.shrink", 20) * 1_000_000_000L;

    private final List<String> options;
    private Failure best;
    private final long deadline = System.nanoTime() + NANOS;

    private Shrinker(Failure failure, List<String> options) {
        this.options = options;
        best = failure;
    }

    /** @param options those of the compilation in which it failed */
    static Failure shrink(Failure failure, List<String> options) {
        if (failure.kind().equals(Batch.INVALID)) {
            return failure;
        }
        Shrinker shrinker = new Shrinker(failure, options);
        shrinker.oneRow();
        boolean smaller = true;
        while (smaller && System.nanoTime() < shrinker.deadline) {
            smaller = shrinker.step();
        }
        return shrinker.best;
    }

    private void oneRow() {
        if (!best.row().isEmpty()) {
            int at = best.program().rows().indexOf(best.row());
            List<Object> row = best.row();
            List<List<Object>> rows = new ArrayList<>();
            for (int i = 0; i <= (at < Program.SPECIAL ? 0 : Program.SPECIAL); i++) {
                rows.add(row);
            }
            tries(best.program().withRows(at < Program.SPECIAL ? List.of(row) : rows));
        } else {
            tries(best.program().withRows(List.of(best.program().rows().get(0))));
        }
    }

    private boolean step() {
        Program program = best.program();
        for (int i = 0; i < program.helpers().size(); i++) {
            List<Node> fewer = new ArrayList<>(program.helpers());
            fewer.remove(i);
            if (tries(program.withHelpers(fewer))) {
                return true;
            }
        }
        for (Node smaller : smaller(program.body())) {
            if (tries(program.withBody(smaller))) {
                return true;
            }
        }
        for (int i = 0; i < program.helpers().size(); i++) {
            for (Node smaller : smaller(program.helpers().get(i))) {
                List<Node> others = new ArrayList<>(program.helpers());
                others.set(i, smaller);
                if (tries(program.withHelpers(others))) {
                    return true;
                }
            }
        }
        for (int i = 0; i < program.parameters().size(); i++) {
            if (program.parameters().size() > 1 && tries(program.without(i))) {
                return true;
            }
        }
        return false;
    }

    private boolean tries(Program candidate) {
        if (System.nanoTime() > deadline || !Batch.isJava(candidate)) {
            return false;
        }
        List<Failure> failures = Batch.run(List.of(candidate), new Counts(), options);
        Failure failure = failures.isEmpty() ? null : failures.get(0);
        if (failure == null || !failure.kind().equals(best.kind())) {
            return false;
        }
        best = failure;
        return true;
    }

    /** Smaller versions of a piece, the smallest first. */
    private static List<Node> smaller(Node node) {
        List<Node> all = new ArrayList<>();
        collect(node, smaller -> smaller, all);
        all.sort(Comparator.comparingInt(Node::size));
        return all;
    }

    private static void collect(Node node, Function<Node, Node> around, List<Node> all) {
        List<Object> parts = node.parts();
        for (int i = 0; i < parts.size(); i++) {
            if (!(parts.get(i) instanceof Node.Hole hole)) {
                continue;
            }
            int index = i;
            Function<Node, Node> here = replacement -> {
                List<Object> others = new ArrayList<>(parts);
                others.set(index, new Node.Hole(replacement, hole.precedence()));
                return around.apply(node.withParts(others));
            };
            Node child = hole.node();
            if (node.kind() == Node.Kind.BLOCK || node.kind() == Node.Kind.SEQUENCE) {
                List<Object> others = new ArrayList<>(parts);
                others.remove(index);
                all.add(around.apply(node.withParts(others)));
                for (Node inner : blocksIn(child)) {
                    List<Object> opened = new ArrayList<>(parts);
                    opened.remove(index);
                    opened.addAll(index, inner.parts());
                    all.add(around.apply(node.withParts(opened)));
                }
            } else if (child.kind() == Node.Kind.EXPRESSION && child.type() != null) {
                Node literal = literal(child.type());
                if (child.size() > 1 && literal != null) {
                    all.add(here.apply(literal));
                }
                for (Node inner : descendants(child)) {
                    if (inner.type() == child.type()) {
                        all.add(here.apply(inner));
                    }
                }
            }
            collect(child, here, all);
        }
    }

    /** Blocks right inside of a statement, whose statements can take its place. */
    private static List<Node> blocksIn(Node statement) {
        List<Node> blocks = new ArrayList<>();
        for (Node child : statement.kind() == Node.Kind.BLOCK ? List.of(statement) : statement.children()) {
            if (child.kind() == Node.Kind.BLOCK || child.kind() == Node.Kind.SEQUENCE) {
                blocks.add(child);
            } else if (child.kind() == Node.Kind.STATEMENT) {
                blocks.addAll(blocksIn(child));
            }
        }
        return blocks;
    }

    private static List<Node> descendants(Node node) {
        List<Node> all = new ArrayList<>();
        for (Node child : node.children()) {
            if (child.kind() == Node.Kind.EXPRESSION) {
                all.add(child);
                all.addAll(descendants(child));
            }
        }
        return all;
    }

    private static @Nullable Node literal(JavaType type) {
        return switch (type) {
            case DOUBLE -> Node.primary(type, "1.5");
            case FLOAT -> Node.primary(type, new Node.Word("1.5f", "1.5"));
            case INT -> Node.primary(type, "2");
            case CURSOR -> Node.primary(type, "1");
            case LONG -> Node.primary(type, "2L");
            case CHAR -> Node.primary(type, "'a'");
            case BOOLEAN -> Node.primary(type, "true");
            case BYTE, SHORT -> Node.expression(type, 14, "(", type, ") 2");
            default -> null;
        };
    }
}
