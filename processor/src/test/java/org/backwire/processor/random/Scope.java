package org.backwire.processor.random;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/** The variables that can be named at a place of a random program. */
final class Scope {
    /** Names that people give, and names that could get into the way of generated ones. */
    private static final List<String> NAMES = List.of(
            "x",
            "y",
            "a",
            "b",
            "t",
            "u",
            "sum",
            "value",
            "d",
            "dx",
            "dvalue",
            "product",
            "gradient",
            "forward",
            "rate",
            "backward",
            "clear",
            "exp",
            "record",
            "var",
            "größe",
            "λ",
            "dsum",
            "sigmoid",
            "result",
            "cell",
            "z",
            "w",
            "x2",
            "sum2",
            "partials",
            "dy",
            "_1",
            "$",
            "Gradient",
            "power",
            "lo",
            "hi",
            "quotient",
            "flag",
            "less");

    private final Deque<Frame> frames = new ArrayDeque<>();

    /**
     * A variable.
     *
     * @param isFixed if it must not be assigned
     * @param isData if it never depends on a differentiated parameter
     */
    record Variable(String name, JavaType type, boolean isFixed, boolean isData) {}

    /** A block. */
    static final class Frame {
        private final List<Variable> variables = new ArrayList<>();

        void add(Variable variable) {
            variables.add(variable);
        }
    }

    void open() {
        frames.push(new Frame());
    }

    Frame innermost() {
        return frames.getFirst();
    }

    void close() {
        frames.pop();
    }

    Variable add(Variable variable) {
        frames.getFirst().add(variable);
        return variable;
    }

    /** Takes a name, for a variable that is about to be declared: what stands in its declaration must not use it. */
    String reserve(Dice dice) {
        String name = fresh(dice);
        add(new Variable(name, JavaType.VOID, true, true));
        return name;
    }

    /** Declares a variable with a reserved name, in the same block. */
    Variable declare(Variable variable) {
        frames.forEach(
                frame -> frame.variables.replaceAll(other -> other.name.equals(variable.name) ? variable : other));
        return variable;
    }

    /** Makes the variables of the innermost block unusable, while their names stay taken: the next group of a switch. */
    void retire() {
        frames.getFirst().variables.replaceAll(variable -> new Variable(variable.name, JavaType.VOID, true, true));
    }

    boolean has(String name) {
        return frames.stream()
                .flatMap(frame -> frame.variables.stream())
                .anyMatch(variable -> variable.name.equals(name));
    }

    List<Variable> all(Predicate<Variable> test) {
        return frames.stream()
                .flatMap(frame -> frame.variables.stream())
                .filter(test)
                .toList();
    }

    /** A name that is free here: one of people's, often one that a closed block has used. */
    String fresh(Dice dice) {
        for (int i = 0; i < 4; i++) {
            String name = dice.one(NAMES);
            if (!has(name)) {
                return name;
            }
        }
        for (int i = 1; ; i++) {
            if (!has("v" + i)) {
                return "v" + i;
            }
        }
    }
}
