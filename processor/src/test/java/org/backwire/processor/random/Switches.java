package org.backwire.processor.random;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.backwire.processor.random.Node.Hole;

/** Switches in all their forms. */
final class Switches {
    private final Author author;
    private final Dice dice;

    Switches(Author author) {
        this.author = author;
        this.dice = author.dice;
    }

    /** What is switched over, and labels that are in it. */
    private record Selector(Node value, List<String> labels, boolean isExhaustive) {}

    private Selector selector() {
        return dice.<Selector>choice()
                .or(8, () -> {
                    Node number =
                            author.numbers.of(dice.of(JavaType.INT, JavaType.INT, JavaType.SHORT, JavaType.BYTE), 1);
                    return new Selector(number, List.of("0", "1", "2", "3", "4", "-1", "'c'"), false);
                })
                .or(
                        4,
                        () -> new Selector(
                                author.data.string(0), List.of("\"red\"", "\"green\"", "\"\"", "NAME + 1"), false))
                .or(5, () -> new Selector(author.data.kind(), List.of("RED", "GREEN", "BLUE"), true))
                .orIf(
                        author.has(Feature.INDICES),
                        12,
                        () -> new Selector(author.indices.place(1), List.of("0", "1", "2"), false))
                .or(1, () -> new Selector(author.numbers.of(JavaType.CHAR, 1), List.of("'a'", "'b'", "LETTER"), false))
                .take();
    }

    /** Disjoint groups of labels; all of them if the selector has no others. */
    private List<List<String>> groups(Selector selector, boolean all) {
        List<String> left = new ArrayList<>(selector.labels);
        List<List<String>> groups = new ArrayList<>();
        int wanted = dice.between(1, 3);
        while (!left.isEmpty() && (all || groups.size() < wanted)) {
            List<String> group = new ArrayList<>();
            int size = dice.in100(25) ? 2 : 1;
            for (int i = 0; i < size && !left.isEmpty(); i++) {
                group.add(left.remove(dice.below(left.size())));
            }
            groups.add(group);
        }
        return groups;
    }

    /** A switch as an expression. */
    Node expression(JavaType type, int depth) {
        Selector selector = selector();
        boolean all = selector.isExhaustive && dice.in100(60);
        boolean arrows = dice.in100(75) || !author.mayAssign();
        List<Node> cases = new ArrayList<>();
        author.scope.open();
        for (List<String> labels : groups(selector, all)) {
            cases.add(arm("case " + String.join(", ", labels), arrows, type, depth));
        }
        if (!all) {
            int at = arrows ? dice.below(cases.size() + 1) : cases.size();
            cases.add(at, arm("default", arrows, type, depth));
        }
        author.scope.close();
        return Node.expression(type, 14, "switch (", selector.value, ") {", Node.sequence(cases), "\n", "}");
    }

    private Node arm(String label, boolean arrows, JavaType type, int depth) {
        Supplier<Node> value = () -> author.numbers.of(type, depth - 1);
        if (arrows && (dice.in100(65) || !author.mayAssign())) {
            return Node.statement(label + " -> ", new Hole(value.get(), 1), ";");
        }
        if (arrows) {
            author.scope.open();
            List<Node> statements = author.inExpression(() -> author.statements.some(1, 2, depth - 1));
            statements.addAll(author.statement(() -> Node.statement("yield ", new Hole(value.get(), 2), ";")));
            author.scope.close();
            return Node.statement(label + " -> ", Node.block(statements));
        }
        List<Node> statements = new ArrayList<>();
        if (dice.in100(40)) {
            statements.addAll(author.inExpression(() -> author.statements.some(1, 1, depth - 1)));
        }
        statements.addAll(author.statement(() -> Node.statement("yield ", new Hole(value.get(), 2), ";")));
        author.scope.retire();
        return Node.statement(label + ":", Node.sequence(statements));
    }

    /** A switch as a statement. */
    Node statement(int depth) {
        Selector selector = selector();
        boolean arrows = dice.in100(50);
        List<Node> cases = new ArrayList<>();
        author.scope.open();
        List<String> labels = new ArrayList<>();
        groups(selector, false).forEach(group -> labels.add("case " + String.join(", ", group)));
        if (dice.in100(70)) {
            labels.add(dice.below(labels.size() + 1), "default");
        }
        labels.forEach(label -> cases.add(branch(label, arrows, depth)));
        author.scope.close();
        // If the last group returned, what follows might not be reached.
        Node last = cases.remove(cases.size() - 1);
        cases.add(arrows ? last : endingInBreak(last));
        return Node.statement("switch (", selector.value, ") {", Node.sequence(cases), "\n", "}");
    }

    private static Node endingInBreak(Node group) {
        Node statements = group.children().get(0);
        List<Node> all = statements.children();
        boolean returns =
                !all.isEmpty() && all.get(all.size() - 1).parts().get(0).equals("return ");
        if (!returns) {
            return group;
        }
        all.set(all.size() - 1, Node.statement("break;"));
        return Node.statement(group.parts().get(0), Node.sequence(all));
    }

    private Node branch(String label, boolean arrows, int depth) {
        if (arrows) {
            author.scope.open();
            List<Node> statements = author.statements.some(1, 2, depth - 1);
            author.scope.close();
            boolean bare =
                    dice.in100(40) && statements.size() == 1 && author.statements.isExpression(statements.get(0));
            return Node.statement(label + " -> ", bare ? statements.get(0) : Node.block(statements));
        }
        List<Node> statements = author.statements.some(0, 2, depth - 1);
        if (dice.in100(70)) {
            statements.add(Node.statement("break;"));
        } else if (author.mayReturn() && dice.in100(15)) {
            statements.addAll(author.statement(author.statements::giveBack));
        }
        author.scope.retire();
        return Node.statement(label + ":", Node.sequence(statements));
    }
}
