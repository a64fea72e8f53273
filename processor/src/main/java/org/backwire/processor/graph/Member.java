package org.backwire.processor.graph;

/** A method, field or constructor ({@code <init>}) of a class, by name. */
public record Member(ClassRef owner, String name) {
    public static Member of(String packageName, String simpleName, String name) {
        return new Member(ClassRef.of(packageName, simpleName), name);
    }

    @Override
    public String toString() {
        return owner + "." + name;
    }
}
