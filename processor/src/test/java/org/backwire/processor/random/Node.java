package org.backwire.processor.random;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a random program: text with smaller pieces in it. It knows just enough of Java to be printed and to be made
 * smaller; whether the smaller one is still Java is for javac to say.
 *
 * @param type of an expression
 * @param precedence of an expression: 15 for a primary, 14 for a unary operator, down to 0 for an assignment
 * @param parts {@link String}, {@link Word} or {@link Hole}
 */
record Node(Kind kind, @Nullable JavaType type, int precedence, List<Object> parts) {
    enum Kind {
        EXPRESSION,
        STATEMENT,
        /** Statements in braces. */
        BLOCK,
        /** Statements, or cases of a switch, without. */
        SEQUENCE
    }

    /** Text that is another one in the twin of the program that computes with double throughout. */
    record Word(String text, String twin) {}

    /** A smaller piece; an expression of a lower precedence is put into parentheses. */
    record Hole(Node node, int precedence) {}

    Node {
        parts = List.copyOf(parts);
    }

    /** An expression; what is no text, word or node is made text. */
    static Node expression(JavaType type, int precedence, Object... parts) {
        return new Node(Kind.EXPRESSION, type, precedence, holes(0, parts));
    }

    /** A name, a literal or a call. */
    static Node primary(JavaType type, Object... parts) {
        return expression(type, 15, parts);
    }

    static Node statement(Object... parts) {
        return new Node(Kind.STATEMENT, null, 0, holes(0, parts));
    }

    static Node block(List<Node> statements) {
        return new Node(Kind.BLOCK, null, 0, holes(0, statements.toArray()));
    }

    static Node sequence(List<Node> statements) {
        return new Node(Kind.SEQUENCE, null, 0, holes(0, statements.toArray()));
    }

    private static List<Object> holes(int precedence, Object... parts) {
        List<Object> all = new ArrayList<>();
        for (Object part : parts) {
            if (part instanceof Node node) {
                all.add(new Hole(node, precedence));
            } else if (part == JavaType.FLOAT) {
                all.add(new Word("float", "double"));
            } else if (part == JavaType.FLOATS) {
                all.add(new Word("float[]", "double[]"));
            } else {
                all.add(part instanceof Hole || part instanceof Word ? part : part.toString());
            }
        }
        return all;
    }

    Node withPrecedence(int other) {
        return new Node(kind, type, other, parts);
    }

    Node withType(JavaType other) {
        return new Node(kind, other, precedence, parts);
    }

    Node withParts(List<Object> other) {
        return new Node(kind, type, precedence, other);
    }

    List<Node> children() {
        List<Node> children = new ArrayList<>();
        for (Object part : parts) {
            if (part instanceof Hole hole) {
                children.add(hole.node);
            }
        }
        return children;
    }

    int size() {
        return 1 + children().stream().mapToInt(Node::size).sum();
    }

    boolean contains(Predicate<Node> test) {
        return test.test(this) || children().stream().anyMatch(child -> child.contains(test));
    }

    /** The text, beginning at an indentation. */
    String print(int indentation, boolean twin) {
        StringBuilder text = new StringBuilder();
        print(text, indentation, twin);
        return text.toString();
    }

    private void print(StringBuilder text, int indentation, boolean twin) {
        boolean braces = kind == Kind.BLOCK;
        if (braces || kind == Kind.SEQUENCE) {
            text.append(braces ? "{" : "");
            for (Node child : children()) {
                newLine(text, indentation + 1);
                child.print(text, indentation + 1, twin);
            }
            if (braces) {
                newLine(text, indentation);
                text.append("}");
            }
            return;
        }
        for (Object part : parts) {
            if (part instanceof Hole hole) {
                boolean parentheses = hole.node.kind == Kind.EXPRESSION && hole.node.precedence < hole.precedence;
                text.append(parentheses ? "(" : "");
                hole.node.print(text, indentation, twin);
                text.append(parentheses ? ")" : "");
            } else {
                String own = part instanceof Word word ? (twin ? word.twin : word.text) : (String) part;
                if (own.equals("\n")) {
                    newLine(text, indentation);
                } else {
                    text.append(own);
                }
            }
        }
    }

    private static void newLine(StringBuilder text, int indentation) {
        text.append('\n').append("    ".repeat(indentation));
    }
}
