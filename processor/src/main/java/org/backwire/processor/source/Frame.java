package org.backwire.processor.source;

import com.sun.source.tree.VariableTree;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** A method being read, or a helper being inlined into it: whose names are in scope, and where its jumps lead. */
final class Frame {
    private final TypeElement owner;
    private final @Nullable ExecutableElement method;
    private final @Nullable Frame caller;
    private final Exit returning = new Exit("returned");
    private final Local result;
    private final Deque<Map<String, Local>> scopes = new ArrayDeque<>();
    /** The variables of patterns that were read, each by its declaration; names are given to them where they are in scope. */
    private final Map<VariableTree, Local> bound = new IdentityHashMap<>();

    private final Deque<Target> targets = new ArrayDeque<>();
    private @Nullable Operand receiver;
    private @Nullable Map<String, Local> fields;

    /** The frame whose variables a lambda sees; null if this is no lambda. */
    private @Nullable Frame around;

    /**
     * Where {@code break}, {@code continue} and {@code yield} lead.
     *
     * @param labels the labels of the statement
     * @param unlabelled whether a {@code break} without label leads here
     * @param continuing null if it is no loop
     * @param yielded what a switch expression yields; null for a statement
     */
    record Target(
            List<String> labels,
            Exit breaking,
            boolean unlabelled,
            @Nullable Exit continuing,
            @Nullable Local yielded) {}

    Frame(
            TypeElement owner,
            @Nullable ExecutableElement method,
            @Nullable TypeMirror resultType,
            @Nullable Frame caller) {
        this.owner = owner;
        this.method = method;
        this.caller = caller;
        this.result = new Local(null, resultType, null);
        scopes.push(new LinkedHashMap<>());
    }

    /** A lambda in this frame, being written out in another. */
    Frame lambda(@Nullable TypeMirror resultType, Frame caller) {
        Frame lambda = new Frame(owner, method, resultType, caller);
        lambda.receiver = receiver;
        lambda.around = this;
        return lambda;
    }

    /** The class in which the code stands. */
    TypeElement owner() {
        return owner;
    }

    /** Null for a field's initializer. */
    @Nullable
    ExecutableElement method() {
        return method;
    }

    @Nullable
    Frame caller() {
        return caller;
    }

    /** What {@code return} does. */
    Exit returning() {
        return returning;
    }

    /** What the method returns. */
    Local result() {
        return result;
    }

    /** What {@code this} is; null in a static method. */
    @Nullable
    Operand receiver() {
        return receiver;
    }

    void receive(@Nullable Operand operand) {
        receiver = operand;
    }

    /** The fields of the object that a constructor makes; null if this is no constructor. */
    @Nullable
    Map<String, Local> fields() {
        return fields;
    }

    void construct(Map<String, Local> locals) {
        fields = locals;
    }

    void open() {
        scopes.push(new LinkedHashMap<>());
    }

    /** Closes the innermost scope and returns what was declared in it. */
    List<Local> close() {
        return new ArrayList<>(scopes.pop().values());
    }

    void declare(String name, Local local) {
        scopes.element().put(name, local);
    }

    Map<VariableTree, Local> bound() {
        return bound;
    }

    /** How many scopes are open. */
    int depth() {
        return scopes.size();
    }

    /** Reads something where only the first scopes are open. */
    void at(int depth, Runnable reading) {
        Deque<Map<String, Local>> inner = new ArrayDeque<>();
        while (scopes.size() > depth) {
            inner.push(scopes.pop());
        }
        reading.run();
        inner.forEach(scopes::push);
    }

    @Nullable
    Local find(String name) {
        for (Map<String, Local> scope : scopes) {
            Local local = scope.get(name);
            if (local != null) {
                return local;
            }
        }
        return around == null ? null : around.find(name);
    }

    Deque<Target> targets() {
        return targets;
    }

    /** The method that is not written out in another one; null for a field's initializer. */
    @Nullable
    ExecutableElement outermost() {
        return caller == null ? method : caller.outermost();
    }

    /** Whether a call of a method is read while its own body is. */
    boolean isInside(ExecutableElement other) {
        return other.equals(method) || caller != null && caller.isInside(other);
    }
}
