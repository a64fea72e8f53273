package org.backwire.processor.graph;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value: defined once, by an op or as a parameter or loop variable. Compared by identity.
 *
 * <p>Its name is a wish, not an identifier: several values may wish for the same name (a variable assigned twice is two
 * values); the emitter decides.
 */
public final class Value {
    private final Type type;
    private final @Nullable String name;
    private final @Nullable Origin origin;
    private final @Nullable Note note;
    private final List<Value> alone = Collections.singletonList(this);

    public Value(Type type, @Nullable String name, @Nullable Origin origin, @Nullable Note note) {
        this.type = type;
        this.name = name;
        this.origin = origin;
        this.note = note;
    }

    public static Value of(Type type) {
        return new Value(type, null, null, null);
    }

    public static Value named(Type type, String name) {
        return new Value(type, name, null, null);
    }

    /** Another value with the same type, name, origin and note. */
    public Value fresh() {
        return new Value(type, name, origin, note);
    }

    public Value withName(@Nullable String other) {
        return new Value(type, other, origin, note);
    }

    public Type type() {
        return type;
    }

    /** A list of it and nothing else: what most ops define, made once. */
    List<Value> alone() {
        return alone;
    }

    /** The name the user gave it, or a name derived from that; null for an intermediate result. */
    public @Nullable String name() {
        return name;
    }

    /** The expression it comes from; null for what the user did not write. */
    public @Nullable Origin origin() {
        return origin;
    }

    /** The comment for the line that computes it, if it is part of a derivative. */
    public @Nullable Note note() {
        return note;
    }

    @Override
    public String toString() {
        return (name == null ? "%" + Integer.toHexString(System.identityHashCode(this)) : name) + ": " + type;
    }
}
