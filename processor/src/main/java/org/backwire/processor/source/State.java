package org.backwire.processor.source;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known at one point of a method: the values of its local variables, and whether this point is reached.
 *
 * <p>A point behind {@code if (c) return;} is reached or not: then {@link #exits()} has a flag that says so. The flag is the
 * constant {@code true} where the exit is taken for certain.
 */
final class State {
    private final Map<Local, Operand> locals;
    private final Map<Exit, Operand> exits;
    private final Set<Local> touched;
    private boolean dead;

    State() {
        this(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashSet<>(), false);
    }

    private State(Map<Local, Operand> locals, Map<Exit, Operand> exits, Set<Local> touched, boolean dead) {
        this.locals = locals;
        this.exits = exits;
        this.touched = touched;
        this.dead = dead;
    }

    /** What is known at the beginning of a branch. */
    State fork() {
        return new State(new LinkedHashMap<>(locals), new LinkedHashMap<>(exits), new LinkedHashSet<>(), dead);
    }

    /** What is known at another point of the same branch. */
    State copy() {
        return new State(new LinkedHashMap<>(locals), new LinkedHashMap<>(exits), new LinkedHashSet<>(touched), dead);
    }

    /** The variables that were given values since the branch began. */
    Set<Local> touched() {
        return touched;
    }

    /** The variables in scope and their values; {@link Operand#UNDEFINED} before the first assignment. */
    Map<Local, Operand> locals() {
        return locals;
    }

    /** The exits that may have been taken, each with a flag that tells. */
    Map<Exit, Operand> exits() {
        return exits;
    }

    Operand get(Local local) {
        return locals.getOrDefault(local, Operand.UNDEFINED);
    }

    void put(Local local, Operand value) {
        locals.put(local, value);
        touched.add(local);
    }

    /** Whether this point is never reached, because what comes before it throws or never ends. */
    boolean isDead() {
        return dead;
    }

    void die() {
        dead = true;
    }

    /** Whether this point is passed over for certain. */
    boolean hasLeft() {
        return dead || exits.values().stream().anyMatch(Operand::isConstant);
    }

    @Nullable
    Operand flag(Exit exit) {
        return exits.get(exit);
    }
}
