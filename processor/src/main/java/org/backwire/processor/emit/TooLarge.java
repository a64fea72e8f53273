package org.backwire.processor.emit;

import java.util.List;
import org.backwire.processor.graph.Problem;

/** Thrown where the companion would pass a limit of the JVM. */
@SuppressWarnings("serial")
public final class TooLarge extends RuntimeException {
    private final Problem problem;
    private final List<String> words;

    private TooLarge(Problem problem, String... words) {
        super(String.join(" ", words), null, false, false);
        this.problem = problem;
        this.words = List.of(words);
    }

    static TooLarge method(int bytes) {
        return new TooLarge(Problem.TOO_LARGE, "64 KB (about " + bytes + " bytes)");
    }

    static TooLarge constants(int number) {
        return new TooLarge(Problem.TOO_LARGE, "65,535 constants in a class (about " + number + ")");
    }

    static TooLarge parameters(String method, int slots) {
        return new TooLarge(Problem.TOO_MANY_PARAMETERS, method, Integer.toString(slots));
    }

    /** Which limit. */
    public Problem problem() {
        return problem;
    }

    /** What the problem's message says after the method's name. */
    public List<String> words() {
        return words;
    }
}
