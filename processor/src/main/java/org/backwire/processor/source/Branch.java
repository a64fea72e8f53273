package org.backwire.processor.source;

import org.backwire.processor.graph.RegionBuilder;

/** One of two ways a method may go on: the ops on it, and what is known at its end. */
record Branch(RegionBuilder region, State state) {
    boolean isDead() {
        return state.isDead();
    }
}
