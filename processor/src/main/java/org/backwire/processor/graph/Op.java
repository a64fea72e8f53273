package org.backwire.processor.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A step of a region. Ops are immutable; a pass builds new ones.
 *
 * <p>Operands are the values an op reads itself; what its regions read is theirs.
 */
public sealed interface Op {

    /** The values this op defines; empty for a pure effect. */
    List<Value> results();

    List<Value> operands();

    default List<Region> regions() {
        return Collections.emptyList(); // most ops have none, and to go through it costs nothing
    }

    /**
     * The same op with other results, operands and regions; where nothing is another, it may be this op itself.
     *
     * @param results replaces {@link #results()}, one by one
     * @param operand applied to each operand
     * @param region applied to each region
     */
    Op rebuild(List<Value> results, UnaryOperator<Value> operand, UnaryOperator<Region> region);

    /** What executing an op does besides computing its results. */
    enum Effect {
        /** Nothing: it may be moved, repeated and dropped. */
        NONE,
        /** It may throw, and is kept in order with other effects; without a use it may be dropped only if it cannot throw. */
        THROWS,
        /** It reads memory that a later op may write. */
        READS,
        /** It writes memory, calls foreign code, or ends the region: kept, in order, exactly once. */
        WRITES
    }

    /** The effect of this op alone; ops with regions have the effects of these in addition. */
    Effect effect();

    /**
     * A constant: a boxed primitive, a {@code String}, or null.
     *
     * @param member where the constant is declared, if the companion may name it
     * @param literal how the user spelled it, if it is a literal of exactly this type
     */
    record Constant(
            Value result,
            @Nullable Object value,
            @Nullable Member member,
            @Nullable String literal) implements Op {
        public static Constant of(double value) {
            return new Constant(Value.of(Type.Primitive.DOUBLE), value, null, null);
        }

        @Override
        public List<Value> results() {
            return result.alone();
        }

        @Override
        public List<Value> operands() {
            return Collections.emptyList();
        }

        @Override
        public Constant rebuild(List<Value> results, UnaryOperator<Value> operand, UnaryOperator<Region> region) {
            return results.get(0) == result ? this : new Constant(results.get(0), value, member, literal);
        }

        @Override
        public Effect effect() {
            return Effect.NONE;
        }
    }

    /**
     * A gate applied to operands that already have the gate's operand types (conversions are {@link Gate#CAST} gates).
     *
     * @param method the static method that the user called ({@code Math.sin}, {@code StrictMath.sin}, {@code Double.max});
     *     null for an operator
     * @param view the gate to differentiate instead, if this value is known to be another gate's
     */
    record Apply(
            Value result,
            Gate gate,
            List<Value> operands,
            @Nullable Member method,
            @Nullable View view) implements Op {
        public Apply {
            operands = List.copyOf(operands);
        }

        public static Apply of(Value result, Gate gate, Value... operands) {
            return new Apply(result, gate, Arrays.asList(operands), null, null);
        }

        public Apply withView(@Nullable View other) {
            return new Apply(result, gate, operands, method, other);
        }

        /** The same, taken out of a loop. */
        public Apply moved() {
            return withView(new View(derivedGate(), derivedOperands(), true));
        }

        public boolean isMoved() {
            return view != null && view.moved();
        }

        /** Whether it is seen as another gate. */
        public boolean isRecognized() {
            return view != null && (view.gate() != gate || !view.operands().equals(operands));
        }

        /** The gate whose rule is used. */
        public Gate derivedGate() {
            return view == null ? gate : view.gate();
        }

        /** The operands of {@link #derivedGate()}. */
        public List<Value> derivedOperands() {
            return view == null ? operands : view.operands();
        }

        @Override
        public List<Value> results() {
            return result.alone();
        }

        @Override
        public Apply rebuild(List<Value> results, UnaryOperator<Value> operand, UnaryOperator<Region> region) {
            List<Value> mapped = map(operands, operand);
            View mappedView = view == null ? null : view.mapped(operand);
            boolean isSame = results.get(0) == result && mapped == operands && mappedView == view;
            return isSame ? this : new Apply(results.get(0), gate, mapped, method, mappedView);
        }

        @Override
        public Effect effect() {
            boolean divides = gate == Gate.DIV || gate == Gate.REM;
            return divides && !result.type().isFloating() ? Effect.THROWS : Effect.NONE;
        }
    }

    /**
     * What a value is, seen as one gate: {@code 1 / (1 + exp(-x))} is computed as written and differentiated as a sigmoid.
     *
     * @param operands the gate's differentiated operands, then the values its rule may reuse
     * @param moved whether it was taken out of a loop that may make no trip: then there is no slope, however large, and a gradient of 0
     *     stays 0
     */
    record View(Gate gate, List<Value> operands, boolean moved) {
        public View {
            operands = List.copyOf(operands);
        }

        public View(Gate gate, List<Value> operands) {
            this(gate, operands, false);
        }

        private View mapped(UnaryOperator<Value> mapping) {
            List<Value> mapped = map(operands, mapping);
            return mapped == operands ? this : new View(gate, mapped, moved);
        }
    }

    /** Runs one of two regions; the results are what that region yields. {@code &&}, {@code ||} and {@code ?:} are this op, too. */
    record If(List<Value> results, Value condition, Region then, Region otherwise) implements Op {
        public If {
            results = List.copyOf(results);
        }

        @Override
        public List<Value> operands() {
            return condition.alone();
        }

        @Override
        public List<Region> regions() {
            return List.of(then, otherwise);
        }

        @Override
        public If rebuild(List<Value> results, UnaryOperator<Value> operand, UnaryOperator<Region> region) {
            Value mapped = operand.apply(condition);
            Region first = region.apply(then);
            Region second = region.apply(otherwise);
            return mapped == condition && results.equals(this.results)
                    ? with(first, second)
                    : new If(results, mapped, first, second);
        }

        /** This with other regions; itself if they are none. */
        public If with(Region first, Region second) {
            return first == then && second == otherwise ? this : new If(results, condition, first, second);
        }

        @Override
        public Effect effect() {
            return Effect.NONE;
        }
    }

    /**
     * Runs {@code body} while {@code test} yields true.
     *
     * @param variables what the loop carries: seen by test and body
     * @param initials the first values of the variables
     * @param test yields one boolean
     * @param body yields the next value of each variable
     * @param results the values of the variables when the test failed
     */
    record Loop(List<Value> results, List<Value> variables, List<Value> initials, Region test, Region body)
            implements Op {
        public Loop {
            results = List.copyOf(results);
            variables = List.copyOf(variables);
            initials = List.copyOf(initials);
        }

        @Override
        public List<Value> operands() {
            return initials;
        }

        @Override
        public List<Region> regions() {
            return List.of(test, body);
        }

        /** The variables are mapped like operands: a pass that renews them maps them before. */
        @Override
        public Loop rebuild(List<Value> results, UnaryOperator<Value> operand, UnaryOperator<Region> region) {
            return new Loop(
                    results, map(variables, operand), map(initials, operand), region.apply(test), region.apply(body));
        }

        @Override
        public Effect effect() {
            return Effect.NONE;
        }
    }

    /** How a member is used. */
    enum Use {
        STATIC_CALL,
        /** A call of a method whose source is seen to give the same for the same arguments. */
        STEADY_CALL,
        INSTANCE_CALL,
        /** A call of the accessor of a component of a record, which by contract only gives it. */
        ACCESSOR,
        /** A component of a record whose accessor does nothing else, where the record is taken apart. */
        COMPONENT,
        CONSTRUCTOR,
        /** A call of a constructor of a record, which by contract makes equal ones of equal arguments. */
        RECORD,
        STATIC_FIELD,
        INSTANCE_FIELD,
        /** A call of {@link KeptCode}. */
        KEPT
    }

    /**
     * Foreign Java, kept as it is: a call or field read on data.
     *
     * @param result null for a {@code void} call
     * @param receiver null unless {@code use} is of an instance
     * @param arguments as the user passed them, unconverted
     * @param origin where it stands: a {@code void} call has no result to say it
     */
    record Foreign(
            @Nullable Value result,
            Use use,
            Member member,
            @Nullable Value receiver,
            List<Value> arguments,
            @Nullable Origin origin)
            implements Op {
        /** Members of a workspace that are given the class of the array, which is that of the result. */
        public static final Member TAPE = Member.of("org.backwire", "Workspace", "tape");

        /** The same, of an array that has to be null all over. */
        public static final Member ROWS = Member.of("org.backwire", "Workspace", "rows");

        /** Gives a tape that is full a longer one. */
        public static final Member ROOM = Member.of("org.backwire", "Tape", "room");

        /** The same, of a tape of bits. */
        public static final Member BIT_ROOM = Member.of("org.backwire", "Bits", "room");

        /** In which order sorting brings numbers. */
        public static final Member ORDER = Member.of("org.backwire", "Sorting", "order");

        /** Compares the shape of an array, by its name, with that of another. */
        public static final Member REQUIRE_SHAPE = Member.of("org.backwire", "Shapes", "require");

        /** Throws where there is no object. */
        public static final Member REQUIRE_NON_NULL = Member.of("java.util", "Objects", "requireNonNull");

        private static final ClassRef ARRAYS = ClassRef.of("java.util", "Arrays");
        private static final Set<String> COMPARISONS = Set.of("binarySearch", "compare", "equals", "mismatch");
        private static final Set<String> SORTS = Set.of("sort", "parallelSort");

        public Foreign {
            arguments = List.copyOf(arguments);
        }

        public boolean makesObject() {
            return use == Use.CONSTRUCTOR || use == Use.RECORD;
        }

        /** Whether a method of Java looks at the elements of arrays, and tells how they compare. */
        public static boolean compares(Member member) {
            return member.owner().equals(ARRAYS) && COMPARISONS.contains(member.name()) || member.equals(ORDER);
        }

        /** Whether this is a call of such a method, and of none of the user's from there. */
        public boolean comparesArrays() {
            return use == Use.STEADY_CALL && compares(member);
        }

        /** Whether a method of Java sorts floating point numbers where they are. */
        public boolean sortsNumbers() {
            return member.owner().equals(ARRAYS)
                    && SORTS.contains(member.name())
                    && arguments.get(0).type() instanceof Type.Array array
                    && array.element() instanceof Type.Primitive number
                    && number.isFloating();
        }

        /** Whether this makes room on a tape. */
        public boolean makesRoom() {
            return member.equals(ROOM) || member.equals(BIT_ROOM);
        }

        /** Whether the class of the result is passed, before the arguments. */
        public boolean takesClass() {
            return member.equals(TAPE) || member.equals(ROWS);
        }

        /** The array whose shape this compares with another's; null if it does something else. */
        public @Nullable Value checkedForShape() {
            return member.equals(REQUIRE_SHAPE) ? arguments.get(1) : null;
        }

        /** Whether this looks whether there is an object, and does nothing with it. */
        public boolean isNullCheck() {
            return result == null && member.equals(REQUIRE_NON_NULL);
        }

        @Override
        public List<Value> results() {
            return result == null ? List.of() : List.of(result);
        }

        @Override
        public List<Value> operands() {
            List<Value> all = new ArrayList<>();
            if (receiver != null) {
                all.add(receiver);
            }
            all.addAll(arguments);
            return all;
        }

        @Override
        public Foreign rebuild(List<Value> results, UnaryOperator<Value> operand, UnaryOperator<Region> region) {
            return new Foreign(
                    results.isEmpty() ? null : results.get(0),
                    use,
                    member,
                    receiver == null ? null : operand.apply(receiver),
                    map(arguments, operand),
                    origin);
        }

        @Override
        public Effect effect() {
            boolean isField = use == Use.STATIC_FIELD || use == Use.INSTANCE_FIELD;
            return isField ? Effect.READS : Effect.WRITES;
        }
    }

    /** String concatenation, as by {@code +}. */
    record Concat(Value result, List<Value> operands) implements Op {
        public Concat {
            operands = List.copyOf(operands);
        }

        @Override
        public List<Value> results() {
            return result.alone();
        }

        @Override
        public Concat rebuild(List<Value> results, UnaryOperator<Value> operand, UnaryOperator<Region> region) {
            return new Concat(results.get(0), map(operands, operand));
        }

        /** It calls {@code toString} of its operands. */
        @Override
        public Effect effect() {
            return Effect.WRITES;
        }
    }

    /** {@code operand instanceof type}, without a pattern. */
    record InstanceOf(Value result, Value operand, Type type) implements Op {
        @Override
        public List<Value> results() {
            return result.alone();
        }

        @Override
        public List<Value> operands() {
            return List.of(operand);
        }

        @Override
        public InstanceOf rebuild(List<Value> results, UnaryOperator<Value> mapping, UnaryOperator<Region> region) {
            return new InstanceOf(results.get(0), mapping.apply(operand), type);
        }

        @Override
        public Effect effect() {
            return Effect.NONE;
        }
    }

    /** A cast of a reference, to the type of the result. */
    record CastReference(Value result, Value operand) implements Op {
        @Override
        public List<Value> results() {
            return result.alone();
        }

        @Override
        public List<Value> operands() {
            return List.of(operand);
        }

        @Override
        public CastReference rebuild(List<Value> results, UnaryOperator<Value> mapping, UnaryOperator<Region> region) {
            return new CastReference(results.get(0), mapping.apply(operand));
        }

        @Override
        public Effect effect() {
            return Effect.THROWS;
        }
    }

    /** Throws: the last op of a region that does not complete. */
    record Throw(Value exception) implements Op {
        @Override
        public List<Value> results() {
            return List.of();
        }

        @Override
        public List<Value> operands() {
            return List.of(exception);
        }

        @Override
        public Throw rebuild(List<Value> results, UnaryOperator<Value> operand, UnaryOperator<Region> region) {
            return new Throw(operand.apply(exception));
        }

        @Override
        public Effect effect() {
            return Effect.WRITES;
        }
    }

    /** {@code assert test : message}; both regions yield one value and run only where assertions are enabled. */
    record Assert(Region test, @Nullable Region message) implements Op {
        @Override
        public List<Value> results() {
            return List.of();
        }

        @Override
        public List<Value> operands() {
            return List.of();
        }

        @Override
        public List<Region> regions() {
            return message == null ? List.of(test) : List.of(test, message);
        }

        @Override
        public Assert rebuild(List<Value> results, UnaryOperator<Value> operand, UnaryOperator<Region> region) {
            return new Assert(region.apply(test), message == null ? null : region.apply(message));
        }

        @Override
        public Effect effect() {
            return Effect.WRITES;
        }
    }

    /**
     * A call of a method that is itself differentiable.
     *
     * @param results of what the result of the method is made; then its frame, if what the way back needs is kept in one
     * @param points where derivatives are taken: the operands, or copies of those that are written to later
     * @param places where the operands stand, one for each; empty if it is not known
     */
    record CallDifferentiable(
            List<Value> results, Callee callee, List<Value> arguments, List<Value> points, List<Origin> places)
            implements Op {
        public CallDifferentiable {
            results = List.copyOf(results);
            arguments = List.copyOf(arguments);
            points = List.copyOf(points);
            places = List.copyOf(places);
        }

        public CallDifferentiable(Value result, Callee callee, List<Value> arguments) {
            this(List.of(result), callee, arguments, arguments, List.of());
        }

        /** The first of the results. */
        public Value result() {
            return results.get(0);
        }

        /** What keeps what the way back needs; null if nothing does. */
        public @Nullable Value frame() {
            int size = callee.result().size();
            return results.size() > size ? results.get(size) : null;
        }

        /** The same call of {@code forward}, which is given a workspace after the arguments. */
        public CallDifferentiable taking(Value workspace) {
            List<Value> all = appended(arguments, workspace);
            return new CallDifferentiable(results, callee, all, all, places);
        }

        /** Whether a workspace follows the arguments. */
        public boolean takesWorkspace() {
            return arguments.size() > Shape.sizes(callee.shapes());
        }

        @Override
        public List<Value> operands() {
            return withPoints(arguments, points);
        }

        @Override
        public CallDifferentiable rebuild(
                List<Value> results, UnaryOperator<Value> operand, UnaryOperator<Region> region) {
            return new CallDifferentiable(results, callee, map(arguments, operand), map(points, operand), places);
        }

        @Override
        public Effect effect() {
            return Effect.WRITES;
        }
    }

    /** A call of a member of a companion: the results are the components of the record that it returns, in order. */
    record CallCompanion(CompanionMember member, List<Value> results, Callee callee, List<Value> operands)
            implements Op {
        public CallCompanion {
            results = List.copyOf(results);
            operands = List.copyOf(operands);
        }

        /** What has the member; null if it is static. */
        public @Nullable Value frame() {
            return member.isFramed() ? operands.get(0) : null;
        }

        /** What is passed. */
        public List<Value> arguments() {
            return frame() == null ? operands : operands.subList(1, operands.size());
        }

        /** How what is passed is made of values. */
        public List<Shape> argumentShapes() {
            List<Shape> shapes = new ArrayList<>(member.argumentShapes(callee));
            List<Value> arguments = arguments();
            arguments
                    .subList(Shape.sizes(shapes), arguments.size())
                    .forEach(value -> shapes.add(new Shape.Single(value.type())));
            return shapes;
        }

        /** The same call of a frame's {@code backward}, which is given a workspace after the arguments. */
        public CallCompanion taking(Value workspace) {
            return new CallCompanion(member, results, callee, appended(operands, workspace));
        }

        /** Whether a workspace follows the arguments. */
        public boolean takesWorkspace() {
            return frame() != null && operands.get(operands.size() - 1).type().equals(Type.Reference.WORKSPACE);
        }

        /** The same call without a workspace. */
        public CallCompanion takingNone() {
            return takesWorkspace()
                    ? new CallCompanion(member, results, callee, operands.subList(0, operands.size() - 1))
                    : this;
        }

        /** The accessors of the results. */
        public List<String> components() {
            return member.components(callee);
        }

        @Override
        public Effect effect() {
            return member.effect();
        }

        @Override
        public CallCompanion rebuild(List<Value> results, UnaryOperator<Value> operand, UnaryOperator<Region> region) {
            return new CallCompanion(member, results, callee, map(operands, operand));
        }
    }

    /**
     * A call of a private method of the companion that computes a part of what is too long for one method.
     *
     * @param results what the part leaves behind
     * @param part which one
     * @param operands what it reads
     */
    record CallPart(List<Value> results, String part, List<Value> operands) implements Op {
        public CallPart {
            results = List.copyOf(results);
            operands = List.copyOf(operands);
        }

        @Override
        public CallPart rebuild(List<Value> results, UnaryOperator<Value> operand, UnaryOperator<Region> region) {
            return new CallPart(results, part, map(operands, operand));
        }

        @Override
        public Effect effect() {
            return Effect.WRITES;
        }
    }

    /**
     * A call of a method whose slopes are computed by rules.
     *
     * @param points where the slopes are taken: the arguments, or copies of those that are written to later
     */
    record CallRuled(Value result, Ruled ruled, List<Value> arguments, List<Value> points) implements Op {
        public CallRuled {
            arguments = List.copyOf(arguments);
            points = List.copyOf(points);
        }

        @Override
        public List<Value> results() {
            return result.alone();
        }

        @Override
        public List<Value> operands() {
            return withPoints(arguments, points);
        }

        @Override
        public CallRuled rebuild(List<Value> results, UnaryOperator<Value> operand, UnaryOperator<Region> region) {
            return new CallRuled(results.get(0), ruled, map(arguments, operand), map(points, operand));
        }

        @Override
        public Effect effect() {
            return Effect.WRITES;
        }
    }

    /** A call of a rule: a function of its arguments and nothing else. */
    record Slope(Value result, Ruled ruled, List<Value> operands) implements Op {
        public Slope {
            operands = List.copyOf(operands);
        }

        @Override
        public List<Value> results() {
            return result.alone();
        }

        @Override
        public Slope rebuild(List<Value> results, UnaryOperator<Value> operand, UnaryOperator<Region> region) {
            return new Slope(results.get(0), ruled, map(operands, operand));
        }

        @Override
        public Effect effect() {
            return operands.stream().anyMatch(v -> v.type() instanceof Type.Array) ? Effect.READS : Effect.NONE;
        }
    }

    /** A new array of the result's type, filled with zeros; one length per rank given, as in {@code new double[n][]}. */
    record NewArray(Value result, List<Value> operands) implements Op {
        public NewArray {
            operands = List.copyOf(operands);
        }

        @Override
        public List<Value> results() {
            return result.alone();
        }

        @Override
        public NewArray rebuild(List<Value> results, UnaryOperator<Value> operand, UnaryOperator<Region> region) {
            return new NewArray(results.get(0), map(operands, operand));
        }

        @Override
        public Effect effect() {
            return Effect.THROWS;
        }
    }

    /** A tape: a new array with room for a number of values, or bits, none of which is read before it is written. */
    record NewTape(Value result, Value length) implements Op {
        @Override
        public List<Value> results() {
            return result.alone();
        }

        @Override
        public List<Value> operands() {
            return List.of(length);
        }

        @Override
        public NewTape rebuild(List<Value> results, UnaryOperator<Value> operand, UnaryOperator<Region> region) {
            return new NewTape(results.get(0), operand.apply(length));
        }

        @Override
        public Effect effect() {
            return Effect.THROWS;
        }
    }

    /** A new array of the result's type with the given elements. */
    record ArrayOf(Value result, List<Value> operands) implements Op {
        public ArrayOf {
            operands = List.copyOf(operands);
        }

        @Override
        public List<Value> results() {
            return result.alone();
        }

        @Override
        public ArrayOf rebuild(List<Value> results, UnaryOperator<Value> operand, UnaryOperator<Region> region) {
            return new ArrayOf(results.get(0), map(operands, operand));
        }

        @Override
        public Effect effect() {
            return Effect.NONE;
        }
    }

    record Length(Value result, Value array) implements Op {
        @Override
        public List<Value> results() {
            return result.alone();
        }

        @Override
        public List<Value> operands() {
            return List.of(array);
        }

        @Override
        public Length rebuild(List<Value> results, UnaryOperator<Value> operand, UnaryOperator<Region> region) {
            return new Length(results.get(0), operand.apply(array));
        }

        @Override
        public Effect effect() {
            return Effect.THROWS;
        }
    }

    record Load(Value result, Value array, Value index) implements Op {
        @Override
        public List<Value> results() {
            return result.alone();
        }

        @Override
        public List<Value> operands() {
            return List.of(array, index);
        }

        @Override
        public Load rebuild(List<Value> results, UnaryOperator<Value> operand, UnaryOperator<Region> region) {
            return new Load(results.get(0), operand.apply(array), operand.apply(index));
        }

        @Override
        public Effect effect() {
            return Effect.READS;
        }
    }

    record Store(
            Value array, Value index, Value value, @Nullable Note note) implements Op {
        @Override
        public List<Value> results() {
            return List.of();
        }

        @Override
        public List<Value> operands() {
            return List.of(array, index, value);
        }

        @Override
        public Store rebuild(List<Value> results, UnaryOperator<Value> operand, UnaryOperator<Region> region) {
            return new Store(operand.apply(array), operand.apply(index), operand.apply(value), note);
        }

        @Override
        public Effect effect() {
            return Effect.WRITES;
        }
    }

    /** {@code array.clone()}: rows of a matrix stay shared. */
    record CloneArray(Value result, Value array) implements Op {
        @Override
        public List<Value> results() {
            return result.alone();
        }

        @Override
        public List<Value> operands() {
            return List.of(array);
        }

        @Override
        public CloneArray rebuild(List<Value> results, UnaryOperator<Value> operand, UnaryOperator<Region> region) {
            return new CloneArray(results.get(0), operand.apply(array));
        }

        @Override
        public Effect effect() {
            return Effect.READS;
        }
    }

    /** A copy of an array and of all its rows: what the method writes to instead of the caller's. */
    record DeepCopy(Value result, Value array) implements Op {
        @Override
        public List<Value> results() {
            return result.alone();
        }

        @Override
        public List<Value> operands() {
            return List.of(array);
        }

        @Override
        public DeepCopy rebuild(List<Value> results, UnaryOperator<Value> operand, UnaryOperator<Region> region) {
            return new DeepCopy(results.get(0), operand.apply(array));
        }

        @Override
        public Effect effect() {
            return Effect.READS;
        }
    }

    /** An array of the shape of another, down to its last row, filled with zeros. */
    record ZerosLike(Value result, Value array) implements Op {
        @Override
        public List<Value> results() {
            return result.alone();
        }

        @Override
        public List<Value> operands() {
            return List.of(array);
        }

        @Override
        public ZerosLike rebuild(List<Value> results, UnaryOperator<Value> operand, UnaryOperator<Region> region) {
            return new ZerosLike(results.get(0), operand.apply(array));
        }

        @Override
        public Effect effect() {
            return Effect.READS;
        }
    }

    /** {@code System.arraycopy(source, from, target, to, length)}. */
    record CopyRange(Value source, Value from, Value target, Value to, Value length) implements Op {
        @Override
        public List<Value> results() {
            return List.of();
        }

        @Override
        public List<Value> operands() {
            return List.of(source, from, target, to, length);
        }

        @Override
        public CopyRange rebuild(List<Value> results, UnaryOperator<Value> operand, UnaryOperator<Region> region) {
            return new CopyRange(
                    operand.apply(source),
                    operand.apply(from),
                    operand.apply(target),
                    operand.apply(to),
                    operand.apply(length));
        }

        @Override
        public Effect effect() {
            return Effect.WRITES;
        }
    }

    /** {@code Arrays.fill(array, from, to, value)}. */
    record Fill(
            Value array,
            Value from,
            Value to,
            Value value,
            @Nullable Note note) implements Op {
        @Override
        public List<Value> results() {
            return List.of();
        }

        @Override
        public List<Value> operands() {
            return List.of(array, from, to, value);
        }

        @Override
        public Fill rebuild(List<Value> results, UnaryOperator<Value> operand, UnaryOperator<Region> region) {
            return new Fill(operand.apply(array), operand.apply(from), operand.apply(to), operand.apply(value), note);
        }

        @Override
        public Effect effect() {
            return Effect.WRITES;
        }
    }

    /** A value that is passed twice is an operand twice; one that is its own point is none more. */
    private static List<Value> appended(List<Value> values, Value last) {
        return Stream.concat(values.stream(), Stream.of(last)).toList();
    }

    private static List<Value> withPoints(List<Value> arguments, List<Value> points) {
        return Stream.concat(arguments.stream(), points.stream().filter(point -> !arguments.contains(point)))
                .toList();
    }

    /** The list itself if nothing in it changes. */
    private static List<Value> map(List<Value> values, UnaryOperator<Value> mapping) {
        Value[] mapped = null;
        for (int i = 0; i < values.size(); i++) {
            Value value = values.get(i);
            Value other = Objects.requireNonNull(mapping.apply(value));
            if (mapped == null && other != value) {
                mapped = values.toArray(new Value[0]);
            }
            if (mapped != null) {
                mapped[i] = other;
            }
        }
        return mapped == null ? values : List.of(mapped);
    }
}
