package org.backwire.processor.source;

import java.util.List;
import java.util.Objects;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.backwire.processor.graph.Member;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * What an expression came to: a value, a constant that is not in the graph yet, or the components of a record; with the
 * type that Java gives the expression.
 */
final class Operand {
    /** What stands for an expression that was refused; whatever is computed from it is silently refused too. */
    static final Operand BAD = new Operand(null, null, null, null);

    /** What stands for a local variable that has no value yet. */
    static final Operand UNDEFINED = new Operand(null, null, null, null);

    /**
     * A constant expression's value.
     *
     * @param value null for the null literal
     * @param member where it is declared, if the companion may name it
     * @param literal how the user spelled it
     */
    record Fixed(
            @Nullable Object value,
            @Nullable Member member,
            @Nullable String literal) {}

    private final @Nullable TypeMirror type;
    private final @Nullable Value value;
    private final @Nullable Fixed fixed;
    private final @Nullable List<Operand> components;

    private Operand(
            @Nullable TypeMirror type,
            @Nullable Value value,
            @Nullable Fixed fixed,
            @Nullable List<Operand> components) {
        this.type = type;
        this.value = value;
        this.fixed = fixed;
        this.components = components;
    }

    static Operand of(TypeMirror type, Value value) {
        return new Operand(type, value, null, null);
    }

    static Operand constant(TypeMirror type, @Nullable Object value) {
        return fixed(type, new Fixed(value, null, null));
    }

    static Operand fixed(TypeMirror type, Fixed fixed) {
        return new Operand(type, null, fixed, null);
    }

    static Operand record(TypeMirror type, List<Operand> components) {
        return new Operand(type, null, null, List.copyOf(components));
    }

    /** The result of a {@code void} call. */
    static Operand nothing(TypeMirror type) {
        return new Operand(type, null, null, null);
    }

    /** The same with another static type. */
    Operand as(TypeMirror other) {
        return new Operand(other, value, fixed, components);
    }

    boolean isBad() {
        return this == BAD;
    }

    boolean isUndefined() {
        return this == UNDEFINED;
    }

    TypeMirror type() {
        return Objects.requireNonNull(type);
    }

    TypeKind kind() {
        return type().getKind();
    }

    @Nullable
    Value value() {
        return value;
    }

    @Nullable
    Fixed fixed() {
        return fixed;
    }

    @Nullable
    List<Operand> components() {
        return components;
    }

    /** Whether this is a constant expression, as the language defines it; {@code null} is none. */
    boolean isConstant() {
        return fixed != null && fixed.value() != null;
    }

    boolean isNull() {
        return fixed != null && fixed.value() == null;
    }

    /** The value of a constant expression. */
    Object constantValue() {
        return Objects.requireNonNull(Objects.requireNonNull(fixed).value());
    }
}
