package org.backwire.processor.graph;

/** What a companion's {@code forwardBackward} is to companions of callers. */
public enum Lending {
    /** There is none for others. */
    NONE,
    /** It writes its slopes into arrays of the caller. */
    SLOPES,
    /** It is given a workspace, too, and takes all its other arrays from there. */
    WORKSPACE
}
