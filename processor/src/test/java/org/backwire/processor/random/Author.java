package org.backwire.processor.random;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.backwire.processor.random.Scope.Variable;
import org.jspecify.annotations.Nullable;

/** Writes one method: what its writers of expressions and statements share. */
final class Author {
    final Dice dice;
    final Set<Feature> features;
    final Scope scope = new Scope();
    final Numbers numbers;
    final Library library;
    final Truths truths;
    final Data data;
    final Switches switches;
    final Statements statements;
    final Loops loops;
    final Arrays arrays;
    final Streams streams;
    final Indices indices;
    final Rows rows;
    final Ragged ragged;
    final Walks walks;
    final Overwrites overwrites;
    final Sweeps sweeps;
    final Routines routines;
    /** The methods that this one may call, of the same program. */
    final List<Helper> helpers;

    /** Declarations to stand before the statement that is being written. */
    private final Deque<Place> hoisted = new ArrayDeque<>();

    private int names;

    private int budget;
    private int dataOnly;
    private int unreturnable;
    private int unassignable;

    /** Before a statement: the block it stands in, and what is declared there for it. */
    private record Place(Scope.Frame frame, List<Node> declarations) {}

    /** The last parameter of methods that call themselves. */
    static final String COUNT = "left";

    /** A method that can be called. */
    record Helper(Node.Word name, JavaType result, List<JavaType> parameters, boolean counts) {
        /**
         * A method.
         *
         * @param counts whether it calls itself, as often as its last parameter says
         */
        Helper {
            parameters = List.copyOf(parameters);
        }
    }

    /** The method that is being written, if it may call itself. */
    private @Nullable Helper own;

    /** Whether {@code float} is used; few programs use it, because numbers say less about them. */
    final boolean floats;

    Author(Dice dice, Set<Feature> features, boolean floats, List<Helper> helpers, int budget) {
        this.floats = floats;
        this.dice = dice;
        this.features = features.isEmpty() ? EnumSet.noneOf(Feature.class) : EnumSet.copyOf(features);
        this.helpers = List.copyOf(helpers);
        this.budget = budget;
        this.numbers = new Numbers(this);
        this.library = new Library(this);
        this.truths = new Truths(this);
        this.data = new Data(this);
        this.switches = new Switches(this);
        this.statements = new Statements(this);
        this.loops = new Loops(this);
        this.arrays = new Arrays(this);
        this.streams = new Streams(this);
        this.indices = new Indices(this);
        this.rows = new Rows(this);
        this.ragged = new Ragged(this);
        this.walks = new Walks(this);
        this.overwrites = new Overwrites(this);
        this.sweeps = new Sweeps(this);
        this.routines = new Routines(this);
    }

    /** Lets the method that is being written call itself. */
    void callsItself(Helper helper) {
        own = helper;
    }

    boolean isOwn(Helper helper) {
        return helper == own;
    }

    /** The methods that may be called for a type. */
    List<Helper> helpersFor(JavaType type) {
        Stream<Helper> all = own == null ? helpers.stream() : Stream.concat(helpers.stream(), Stream.of(own));
        return all.filter(helper -> helper.result() == type).toList();
    }

    /** Whether there is paper left; each question uses some. */
    boolean spends() {
        return budget-- > 0;
    }

    boolean isShort() {
        return budget <= 0;
    }

    boolean has(Feature feature) {
        return features.contains(feature);
    }

    /** Whether only data may be named. */
    boolean isDataOnly() {
        return dataOnly > 0;
    }

    boolean mayReturn() {
        return unreturnable == 0;
    }

    /** Whether an expression may assign. */
    boolean mayAssign() {
        return unassignable == 0;
    }

    /** What is written here does not depend on a differentiated parameter. */
    <T> T ofData(Supplier<T> writing) {
        dataOnly++;
        T written = writing.get();
        dataOnly--;
        return written;
    }

    /** What is written here cannot return from the method: it is part of an expression. */
    <T> T inExpression(Supplier<T> writing) {
        unreturnable++;
        Deque<String> around = loops.leave();
        T written = writing.get();
        loops.comeBack(around);
        unreturnable--;
        return written;
    }

    /** What is written here changes no variable. */
    <T> T withoutAssignments(Supplier<T> writing) {
        unassignable++;
        T written = writing.get();
        unassignable--;
        return written;
    }

    /** Writes a statement; what it names in locals is declared before it. */
    List<Node> statement(Supplier<Node> writing) {
        hoisted.push(new Place(scope.innermost(), new ArrayList<>()));
        Node written = writing.get();
        List<Node> all = hoisted.pop().declarations;
        all.add(written);
        return all;
    }

    /** An expression inline, or now and then named in a local before the statement. */
    Node named(Node expression) {
        if (expression.type() == null || hoisted.isEmpty() || !dice.in100(7) || expression.size() < 2) {
            return expression;
        }
        return hoisted(expression);
    }

    /** An expression named in a local before the statement, if there is one. */
    Node hoisted(Node expression) {
        JavaType type = expression.type();
        if (type == null || hoisted.isEmpty()) {
            return expression;
        }
        Variable local = new Variable("t" + ++names, type, dice.in100(40), isDataOnly() || type.isIndex());
        Place place = hoisted.getFirst();
        place.declarations.add(declaration(local, expression));
        place.frame.add(local);
        return Node.primary(local.type(), local.name());
    }

    /** A declaration with a value, of the value's own type or by {@code var}. */
    Node declaration(Variable local, Node value) {
        boolean inferred = local.type().isNumeric() && local.type() == value.type() && dice.in100(15);
        return Node.statement(
                local.isFixed() ? "final " : "",
                inferred ? "var" : local.type(),
                " " + local.name() + " = ",
                new Node.Hole(value, 1),
                ";");
    }

    /** One of these types, {@code float} only where it is used. */
    JavaType type(JavaType... types) {
        JavaType type = dice.of(types);
        return type == JavaType.FLOAT && !floats ? JavaType.DOUBLE : type;
    }

    /** Variables of a type that may be named here. */
    List<Variable> readable(JavaType type) {
        return scope.all(
                variable -> (variable.type() == type || type == JavaType.INT && variable.type() == JavaType.CURSOR)
                        && (!isDataOnly() || variable.isData()));
    }

    /** Variables of a type that may be assigned here. */
    List<Variable> writable(JavaType type) {
        return mayAssign()
                ? scope.all(v -> v.type() == type && !v.isFixed() && (!isDataOnly() || v.isData()))
                : List.of();
    }

    /** The value for a variable: of data, if the variable is. */
    <T> T valueFor(Variable variable, Supplier<T> writing) {
        return variable.isData() ? ofData(writing) : writing.get();
    }
}
