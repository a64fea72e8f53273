package org.backwire.processor.graph;

import java.util.List;

/** One finding at one place: what is wrong there, and the words of the user that the message quotes. */
public record Diagnosis(Problem problem, Origin origin, List<String> words) {
    public static Diagnosis of(Problem problem, Origin origin, String... words) {
        return new Diagnosis(problem, origin, List.of(words));
    }

    /** The whole message: tag, cause, cure, page. */
    public String message() {
        return problem.message(words);
    }
}
