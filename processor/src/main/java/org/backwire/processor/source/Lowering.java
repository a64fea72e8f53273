package org.backwire.processor.source;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.backwire.processor.graph.ClassRef;
import org.backwire.processor.graph.Diagnosis;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Member;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Origin;
import org.backwire.processor.graph.Problem;
import org.backwire.processor.graph.Refused;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/** The desk at which one method is read: what all readers share, and what they write to. */
final class Lowering {
    private static final int MOST_OPS = 200_000;
    private static final int LONGEST_QUOTE = 80;
    /** What is left of a Unicode escape that was cut is an error even in a comment. */
    private static final Pattern HALF_AN_ESCAPE = Pattern.compile("\\\\u+[0-9a-fA-F]{0,3}$");

    final Elements elements;
    final Types types;
    final JavaTypes java;
    final Members members;
    final Names names;
    final TypeTrees typeTrees;
    final TypeElement home;

    /** The class that is written for the method. */
    final ClassRef companion;

    /** Whether derivatives of the gradient are asked for as well. */
    final boolean isSecondOrder;

    final Assumptions assumptions = new Assumptions();
    /** The parameters that are not differentiated. */
    final Set<Local> data = new HashSet<>();
    /** The values of those that are, and of their components. */
    final Set<Value> differentiated = Collections.newSetFromMap(new IdentityHashMap<>());

    final Map<Value, String> wishes = new HashMap<>();

    /** What writes to arrays, and where it stands. */
    final Map<Op, Tree> writes = new LinkedHashMap<>();

    final Conversions conversions = new Conversions(this);
    final Joins joins = new Joins(this);
    final Expressions expressions = new Expressions(this);
    final Operators operators = new Operators(this);
    final Conditionals conditionals = new Conditionals(this);
    final Assignments assignments = new Assignments(this);
    final Fields fields = new Fields(this);
    final Calls calls = new Calls(this);
    final Callees callees = new Callees(this);
    final Foreigns foreigns = new Foreigns(this);
    final Helpers helpers = new Helpers(this);
    final ConstantBodies constantBodies = new ConstantBodies(this);
    final Recursions recursions = new Recursions(this);
    final Constructions constructions = new Constructions(this);
    final Creations creations = new Creations(this);
    final ArrayExpressions arrays = new ArrayExpressions(this);
    final ArrayLibrary arrayLibrary = new ArrayLibrary(this);
    final NullChecks nullChecks = new NullChecks(this);
    final Generators generators = new Generators(this);
    final Functions functions = new Functions(this);
    final KeptCalls keptCalls = new KeptCalls(this);
    final Bindings bindings = new Bindings(this);
    final Statements statements = new Statements(this);
    final Switches switches = new Switches(this);
    final Loops loops = new Loops(this);
    final CalleeWrites calleeWrites = new CalleeWrites(this);
    final Overloads overloads;
    final RuleBook rules;
    final Records records;
    final PrivateTypes privateTypes;
    final Sources sources;
    final Texts texts = new Texts();

    /** Where ops go. */
    RegionBuilder region = new RegionBuilder();

    State state = new State();
    Frame frame;

    /** What the type parameters of the helpers being read stand for. */
    UnaryOperator<TypeMirror> substitution = UnaryOperator.identity();

    /** What is known of methods of other classes. */
    final Function<ExecutableElement, @Nullable CalleeFacts> facts;

    private final CompilationUnitTree unit;
    private final String methodName;
    private final Tree methodTree;
    private final SourceCode text;
    private final List<Diagnosis> problems = new ArrayList<>();
    private final Set<Complaint> complaints = new HashSet<>();
    private final Map<Value, Value> negated = new HashMap<>();
    private final Set<Value> constants = new HashSet<>();
    private int ops;
    private boolean hasGivenUp;

    private record Complaint(Problem problem, Tree tree) {}

    Lowering(
            JavaTypes java,
            Members members,
            Names names,
            ExecutableElement method,
            Tree methodTree,
            CompilationUnitTree unit,
            SourceCode text,
            Function<TypeElement, @Nullable ClassTree> declarations,
            Function<ExecutableElement, @Nullable CalleeFacts> facts) {
        this.elements = java.elements;
        this.types = java.types;
        this.java = java;
        this.members = members;
        this.names = names;
        this.unit = unit;
        this.text = text;
        this.methodTree = methodTree;
        this.methodName = Members.ownerOf(method).getSimpleName() + "." + method.getSimpleName();
        home = Members.outermost(method);
        AnnotatedMethod annotated = AnnotatedMethod.of(method, elements, types);
        companion = annotated == null ? AnnotatedMethod.defaultCompanion(method) : annotated.companion();
        isSecondOrder = annotated != null
                && (annotated.derivatives().contains("HVP")
                        || annotated.derivatives().contains("HESSIAN"));
        typeTrees = new TypeTrees(names, members, types, this::typeParameters);
        this.facts = facts;
        overloads = new Overloads(java, members);
        sources = new Sources(unit, typeTrees, types, home, declarations);
        records = new Records(this);
        privateTypes = new PrivateTypes(this);
        rules = new RuleBook(this, method);
        frame = new Frame(Members.ownerOf(method), method, method.getReturnType(), null);
    }

    /** The type parameters that the code being read may use. */
    private List<? extends TypeParameterElement> typeParameters() {
        ExecutableElement method = frame.method();
        return method == null ? List.of() : TypeTrees.variablesOf(method);
    }

    CompilationUnitTree unit() {
        return unit;
    }

    /** The annotated method, as messages call it. */
    String methodName() {
        return methodName;
    }

    // Problems

    Operand refuse(Problem problem, Tree tree, String... words) {
        boolean isSaid = problem == Problem.PRIVATE_MEMBER
                && problems.stream()
                        .anyMatch(said ->
                                said.problem() == problem && said.words().equals(List.of(words)));
        if (isSaid) {
            return Operand.BAD; // one cure for all places
        }
        if (complaints.add(new Complaint(problem, tree))) {
            problems.add(Diagnosis.of(problem, origin(tree), words));
        }
        return Operand.BAD;
    }

    List<Diagnosis> problems() {
        return problems;
    }

    /** Notes that the method cannot be differentiated, for a reason that is reported elsewhere. */
    void giveUp() {
        hasGivenUp = true;
    }

    boolean isRefused() {
        return hasGivenUp || !problems.isEmpty();
    }

    /** Reads something only to see what it is: nothing of it is kept. */
    void look(Runnable reading) {
        int before = problems.size();
        int assumed = assumptions.size();
        joins.fork(reading);
        forgetProblems(before);
        assumptions.forget(assumed);
    }

    /** Forgets the problems found since there were {@code count} of them. */
    void forgetProblems(int count) {
        while (problems.size() > count) {
            Diagnosis last = problems.remove(problems.size() - 1);
            complaints.remove(
                    new Complaint(last.problem(), ((TreePlace) last.origin().place()).tree()));
        }
    }

    /** The source of a tree on one line, without comments; a long one is cut. */
    String text(Tree tree) {
        String line = Spaces.onOneLine(Comments.without(text.of(unit, tree)).strip());
        return line.length() <= LONGEST_QUOTE
                ? line
                : HALF_AN_ESCAPE.matcher(line.substring(0, LONGEST_QUOTE - 1)).replaceFirst("") + "…";
    }

    /** Where a tree stands in its file; null if that is not known. */
    SourceCode.@Nullable Span span(Tree tree) {
        return text.span(unit, tree);
    }

    Origin origin(Tree tree) {
        return origin(tree, text(tree));
    }

    Origin origin(Tree tree, String quote) {
        return new Origin(new TreePlace(tree, unit), quote);
    }

    /** Throws a new exception; nothing behind it in this region is reached. */
    void raise(Type.Reference type, List<Value> arguments, Origin origin) {
        Value exception = new Value(type, null, origin, null);
        Member constructor = new Member(type.type(), "<init>");
        emit(new Op.Foreign(exception, Op.Use.CONSTRUCTOR, constructor, null, arguments, origin));
        emit(new Op.Throw(exception));
        region.endsHere();
        state.die();
    }

    // What javac is asked to confirm

    void assumeType(Tree tree, TypeMirror type) {
        assumptions.add(tree, unit, Assumptions.Kind.TYPE, Assumptions.describe(type, types));
    }

    void assume(Tree tree, ExecutableElement method) {
        assumptions.add(tree, unit, Assumptions.Kind.METHOD, Assumptions.describe(method, types));
    }

    void assume(Tree tree, VariableElement field) {
        assumptions.add(tree, unit, Assumptions.Kind.FIELD, Assumptions.describe(field));
    }

    /** That another class of the package may use the member that a tree means. */
    void assumeVisible(Tree tree) {
        assumptions.add(tree, unit, Assumptions.Kind.VISIBLE, "");
    }

    void assumeLocal(Tree tree, String name) {
        assumptions.add(tree, unit, Assumptions.Kind.LOCAL, Assumptions.describeLocal(name));
    }

    // Ops

    /** Adds an op, unless this point is never reached. */
    void emit(Op op) {
        if (++ops > MOST_OPS) {
            throw new Refused(Problem.INLINED_TOO_LONG, origin(methodTree, methodName), methodName);
        }
        if (op instanceof Op.Constant) {
            constants.addAll(op.results());
        }
        texts.see(op);
        if (region.completes()) {
            region.add(op);
        }
    }

    /** Adds an op that writes to an array. */
    void emitWrite(Op op, Tree tree) {
        emit(op);
        writes.put(op, tree);
    }

    Value value(Type type, Tree tree) {
        return new Value(type, null, origin(tree), null);
    }

    Value apply(Gate gate, Type type, Origin origin, Value... operands) {
        return apply(gate, type, origin, List.of(operands), null);
    }

    Value apply(Gate gate, Type type, Origin origin, List<Value> operands, @Nullable Member method) {
        Value result = new Value(type, null, origin, null);
        emit(new Op.Apply(result, gate, operands, method, null));
        return result;
    }

    /** The value of an operand; a constant gets into the graph here. */
    Value valueOf(Operand operand, Tree tree) {
        Value value = operand.value();
        if (value != null) {
            return value;
        }
        Operand.Fixed fixed = Objects.requireNonNull(operand.fixed());
        Type type = operand.isNull() ? Type.Reference.OBJECT : graphType(operand.type());
        Value result = value(type, tree);
        emit(new Op.Constant(result, fixed.value(), fixed.member(), fixed.literal()));
        return result;
    }

    Value constant(Type type, @Nullable Object value) {
        Value result = Value.of(type);
        emit(new Op.Constant(result, value, null, null));
        return result;
    }

    /** Whether a value is that of a constant. */
    boolean isConstant(Value value) {
        return constants.contains(value);
    }

    /** A value where none is ever needed, because this point is not reached. */
    Operand never(TypeMirror type) {
        return records.any(type);
    }

    /** The opposite of a truth value. */
    Value not(Value value) {
        Value opposite = negated.get(value);
        if (opposite != null) {
            return opposite;
        }
        Value result = Value.of(Type.Primitive.BOOLEAN);
        emit(Op.Apply.of(result, Gate.NOT, value));
        negated.put(result, value);
        return result;
    }

    /** How the graph writes a type of the model. */
    Type graphType(TypeMirror type) {
        Type graphType = TypeOf.of(java.upward(substitution.apply(type)), types);
        return graphType == null ? Type.Reference.OBJECT : graphType;
    }

    /** Gives a value the name of the variable it is assigned to, unless it has one. */
    void wish(Value value, @Nullable String name) {
        if (name != null && !name.isEmpty() && value.name() == null) { // _ of JDK 22 is no name
            wishes.putIfAbsent(value, name);
        }
    }

    static boolean isInside(Element element, TypeElement home) {
        return Members.outermost(element).equals(home);
    }
}
