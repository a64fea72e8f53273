package org.backwire.processor.graph;

import org.jspecify.annotations.Nullable;

/** A method, field or constructor ({@code <init>}) of a class, by name. */
public record Member(ClassRef owner, String name) {
    public static Member of(String packageName, String simpleName, String name) {
        return new Member(ClassRef.of(packageName, simpleName), name);
    }

    // As a record would have it, but without the machinery that is started for it at the first call.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Member member && name.equals(member.name) && owner.equals(member.owner);
    }

    @Override
    public int hashCode() {
        return 31 * owner.hashCode() + name.hashCode();
    }

    @Override
    public String toString() {
        return owner + "." + name;
    }
}
