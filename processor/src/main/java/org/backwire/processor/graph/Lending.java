package org.backwire.processor.graph;

/** What a companion's {@code forwardBackward} is to companions of callers, for whom it is public. */
public enum Lending {
    /** There is none for others. */
    NONE,
    /** It writes its slopes into arrays of the caller. */
    SLOPES,
    /** It is given a workspace, too, and takes all its other arrays from there. */
    WORKSPACE;

    /** @param last the type of the last parameter, as its text says it */
    public static Lending of(Object last) {
        return last.toString().equals(Type.Reference.WORKSPACE.type().toString()) ? WORKSPACE : SLOPES;
    }
}
