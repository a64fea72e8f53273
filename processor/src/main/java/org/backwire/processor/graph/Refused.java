package org.backwire.processor.graph;

import java.util.List;

/** Thrown by a pass that cannot treat a function correctly; caught in one place, the root. */
@SuppressWarnings("serial")
public class Refused extends RuntimeException {
    private final List<Diagnosis> diagnoses;

    public Refused(List<Diagnosis> diagnoses) {
        super(diagnoses.toString(), null, false, false);
        this.diagnoses = List.copyOf(diagnoses);
    }

    public Refused(Problem problem, Origin origin, String... words) {
        this(List.of(Diagnosis.of(problem, origin, words)));
    }

    public List<Diagnosis> diagnoses() {
        return diagnoses;
    }
}
