package org.backwire.processor.source;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
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
import javax.lang.model.SourceVersion;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.backwire.processor.graph.Callee;
import org.backwire.processor.graph.ClassRef;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Lending;
import org.backwire.processor.graph.Member;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Origin;
import org.backwire.processor.graph.Problem;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Shape;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/** Helpers that call themselves, directly or by way of others. Each is read once, as a function that is called. */
final class Recursions {
    /** What stands in companions, and in the classes of helpers. */
    private static final Set<String> CLASSES =
            Set.of("Frame", Callee.RETURNED, "Gradient", "GradientTangent", "Tangent", "Jacobian", "HessianProduct");

    private final Lowering desk;
    private final Set<ExecutableElement> recursive = new HashSet<>();
    private final Set<ExecutableElement> refused = new HashSet<>();
    private final Map<ExecutableElement, Callee> callees = new HashMap<>();
    private final Map<ExecutableElement, RecursiveHelper> helpers = new LinkedHashMap<>();
    /** The parameters that are objects, which may change. */
    private final Set<Value> changing = Collections.newSetFromMap(new IdentityHashMap<>());

    private final Map<MethodTree, Set<String>> reached = new HashMap<>();
    private @Nullable Map<String, List<MethodTree>> methods;

    Recursions(Lowering desk) {
        this.desk = desk;
    }

    /** What was read so far. */
    List<RecursiveHelper> helpers() {
        return List.copyOf(helpers.values());
    }

    /** The text of what was read so far. */
    Map<ExecutableElement, MethodTree> sources() {
        Map<ExecutableElement, MethodTree> sources = new LinkedHashMap<>();
        for (ExecutableElement helper : helpers.keySet()) {
            sources.put(helper, Objects.requireNonNull(desk.sources.method(helper)));
        }
        return sources;
    }

    /** Whether a helper is known to call itself. */
    boolean contains(ExecutableElement method) {
        return recursive.contains(method);
    }

    /** Takes note of a helper that calls itself. */
    void add(ExecutableElement method) {
        recursive.add(method);
    }

    /** Whether a method may come back to itself, as far as the names of what it calls tell. */
    boolean isPossible(MethodTree tree) {
        return leadsTo(tree, tree.getName().toString());
    }

    /** Whether a differentiable method of this class may come back to the one that is being read, which would allocate for each call. */
    boolean leadsBack(ExecutableElement method) {
        MethodTree tree = desk.sources.method(method);
        ExecutableElement outermost = desk.frame.outermost();
        return tree != null
                && outermost != null
                && leadsTo(tree, outermost.getSimpleName().toString())
                && obstacle(method, null) == null;
    }

    private boolean leadsTo(MethodTree tree, String name) {
        return reached.computeIfAbsent(tree, this::namesReachedFrom).contains(name);
    }

    private Set<String> namesReachedFrom(MethodTree tree) {
        Set<String> seen = new HashSet<>();
        List<Tree> open = new ArrayList<>(List.of(tree));
        while (!open.isEmpty()) {
            Set<String> called = new HashSet<>();
            new TreeScanner<@Nullable Void, @Nullable Void>() {
                @Override
                public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void unused) {
                    Tree method = call.getMethodSelect();
                    if (method instanceof IdentifierTree identifier) {
                        called.add(identifier.getName().toString());
                    } else if (method instanceof MemberSelectTree select) {
                        called.add(select.getIdentifier().toString());
                    }
                    return super.visitMethodInvocation(call, null);
                }
            }.scan(open.remove(open.size() - 1), null);
            for (String other : called) {
                if (seen.add(other)) {
                    open.addAll(methods().getOrDefault(other, List.of()));
                }
            }
        }
        return seen;
    }

    private Map<String, List<MethodTree>> methods() {
        Map<String, List<MethodTree>> known = methods;
        if (known == null) {
            Map<String, List<MethodTree>> found = new HashMap<>();
            ClassTree home = desk.sources.type(desk.home);
            new TreeScanner<@Nullable Void, @Nullable Void>() {
                @Override
                public @Nullable Void visitMethod(MethodTree method, @Nullable Void unused) {
                    found.computeIfAbsent(method.getName().toString(), key -> new ArrayList<>())
                            .add(method);
                    return null;
                }
            }.scan(home, null);
            methods = found;
            return found;
        }
        return known;
    }

    /** A call of a helper that calls itself. */
    Operand call(Calls.Call call) {
        ExecutableElement method = call.method();
        MethodTree tree = desk.sources.method(method);
        String obstacle = obstacle(method, call.receiver());
        if (tree == null || obstacle != null) {
            return refused.add(method)
                    ? desk.refuse(
                            Problem.RECURSION,
                            call.name(),
                            method.getSimpleName().toString(),
                            obstacle == null ? "its source is not at hand" : obstacle)
                    : Operand.BAD;
        }
        List<Value> operands = new ArrayList<>();
        List<Origin> places = new ArrayList<>();
        Operand receiver = desk.helpers.receiver(call);
        if (receiver != null) {
            desk.records.flatten(receiver, operands);
            places.addAll(Collections.nCopies(operands.size(), desk.origin(call.name())));
        }
        if (!pass(call, operands, places)) {
            return Operand.BAD;
        }
        Callee callee = callees.get(method);
        if (callee == null) {
            List<Value> leaves = new ArrayList<>();
            Operand self = receiver == null ? null : receiver(receiver.type(), tree, leaves);
            List<Operand> parameters = parameters(method, tree, leaves);
            callee = callee(method, leaves, self != null);
            callees.put(method, callee);
            read(method, tree, callee, self, parameters, leaves);
        }
        List<Value> results = new ArrayList<>();
        Operand result = results(desk.java.plain(method.getReturnType()), call.tree(), results);
        desk.emit(new Op.CallDifferentiable(results, callee, operands, operands, places));
        return result;
    }

    private Operand results(TypeMirror type, Tree place, List<Value> results) {
        if (type.getKind() == TypeKind.VOID) {
            return Operand.nothing(type);
        }
        return desk.records.map(type, null, (leaf, name) -> {
            Value value = desk.value(desk.graphType(leaf), place);
            results.add(value);
            return value;
        });
    }

    /** Passes the arguments, records by their components. */
    private boolean pass(Calls.Call call, List<Value> operands, List<Origin> places) {
        List<Operand> arguments = desk.helpers.arguments(call.choice(), call.arguments(), call.places(), call.tree());
        if (arguments == null) {
            return false;
        }
        for (int i = 0; i < arguments.size(); i++) {
            boolean isSpread = call.choice().spread() && i == arguments.size() - 1;
            Tree place = isSpread ? call.tree() : call.argumentTree(i);
            TypeMirror parameter = call.method().getParameters().get(i).asType();
            Operand argument = desk.records.isTakenApart(parameter)
                    ? arguments.get(i)
                    : desk.records.whole(arguments.get(i), place);
            if (argument.isBad()) {
                return false;
            }
            if (argument.components() != null) {
                desk.records.flatten(argument, operands);
            } else if (desk.records.isTakenApart(parameter)) {
                desk.refuse(Problem.NULL_RECORD, place, desk.text(place));
                return false;
            } else {
                operands.add(desk.valueOf(argument, place));
            }
            places.addAll(Collections.nCopies(operands.size() - places.size(), desk.origin(place)));
        }
        return true;
    }

    /** Why a method that calls itself cannot be called; null if it can. */
    private @Nullable String obstacle(ExecutableElement method, @Nullable Operand receiver) {
        if (!method.getTypeParameters().isEmpty()) {
            return "has type parameters";
        }
        if (receiver != null && !isVisible(receiver.type())) {
            return unseen(receiver.type());
        }
        for (VariableElement parameter : method.getParameters()) {
            if (!isVisible(parameter.asType())) {
                return unseen(parameter.asType());
            }
        }
        return isVisible(method.getReturnType()) ? null : unseen(method.getReturnType());
    }

    private static String unseen(TypeMirror type) {
        return "the companion does not see the type " + type;
    }

    /** Whether the companion can write the type, or those of the components of a record. */
    private boolean isVisible(TypeMirror type) {
        TypeElement record = desk.records.isTakenApart(type) ? Records.recordOf(type) : null;
        return record == null
                ? type.getKind() == TypeKind.VOID || desk.members.isVisibleBeside(type, desk.home)
                : record.getRecordComponents().stream().allMatch(component -> isVisible(component.asType()));
    }

    private Callee callee(ExecutableElement method, List<Value> leaves, boolean hasReceiver) {
        String name = method.getSimpleName().toString();
        List<String> names = new ArrayList<>(desk.companion.simpleNames());
        names.add(nestedName(name));
        ClassRef companion = new ClassRef(desk.companion.packageName(), names);
        Shape result = result(desk.java.plain(method.getReturnType()), companion);
        boolean differentiable = result.types().stream().anyMatch(Type::isDifferentiable);
        List<String> parameters = new ArrayList<>();
        List<Integer> wrt = new ArrayList<>();
        List<Integer> objects = new ArrayList<>();
        for (Value leaf : leaves) {
            if (changing.contains(leaf)) {
                objects.add(parameters.size());
            }
            if (differentiable && leaf.type().isDifferentiable()) {
                wrt.add(parameters.size());
            }
            String own = String.valueOf(leaf.name());
            own = hidesClass(own) ? decapitalised(own) : own;
            while (SourceVersion.isKeyword("d" + own) || parameters.contains(own)) {
                own += "_";
            }
            parameters.add(own);
        }
        Member member = hasReceiver || isHidden(method)
                ? new Member(companion, "value")
                : new Member(TypeOf.classRef(Members.ownerOf(method)), name);
        List<Shape> shapes = leaves.stream()
                .map(leaf -> (Shape) new Shape.Single(leaf.type()))
                .toList();
        Set<String> offered = Set.of("GRADIENT", "HVP");
        return new Callee(
                member, companion, parameters, shapes, result, wrt, objects, offered, true, true, Lending.WORKSPACE);
    }

    private static String decapitalised(String name) {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    /** Whether a parameter would hide one of the classes inside of the companion. */
    private static boolean hidesClass(String name) {
        return name.startsWith(Callee.RECURSIVE) || CLASSES.contains(name);
    }

    /** A name for the class of a helper. No other may differ from it in case alone: not all file systems tell these apart. */
    private String nestedName(String method) {
        String stem = Callee.RECURSIVE + AnnotatedMethod.capitalised(method);
        String name = stem;
        for (int i = 2; isTaken(name); i++) {
            name = stem + i;
        }
        return name;
    }

    private boolean isTaken(String name) {
        return isNeighbour(name)
                || callees.values().stream()
                        .anyMatch(other -> other.companion().simpleName().equalsIgnoreCase(name));
    }

    /** Whether a class has a name that the companion could not qualify. */
    private boolean isNeighbour(String name) {
        return desk.companion.packageName().isEmpty() && desk.elements.getTypeElement(name) != null;
    }

    /** One value as it is; the components of a record in a record of the companion's own, which checks nothing. */
    private Shape result(TypeMirror type, ClassRef companion) {
        if (type.getKind() != TypeKind.VOID && !desk.records.isTakenApart(type)) {
            return new Shape.Single(desk.graphType(type));
        }
        List<String> names = new ArrayList<>();
        List<Shape> components = new ArrayList<>();
        if (type.getKind() != TypeKind.VOID) {
            desk.records.map(type, "", (leaf, name) -> {
                names.add(decapitalised(String.valueOf(name)));
                components.add(new Shape.Single(desk.graphType(leaf)));
                return Value.of(desk.graphType(leaf));
            });
        }
        return new Shape.Compound(companion.reference(Callee.RETURNED), names, components);
    }

    /** Whether the companion cannot call a helper: it is private, or there are records, which are no longer there. */
    private boolean isHidden(ExecutableElement method) {
        return !desk.members.isVisibleBeside(method, desk.home)
                || desk.records.isTakenApart(method.getReturnType())
                || method.getParameters().stream().anyMatch(parameter -> desk.records.isTakenApart(parameter.asType()));
    }

    private Operand receiver(TypeMirror type, Tree place, List<Value> leaves) {
        return desk.records.map(
                type,
                desk.records.isTakenApart(type) ? "" : "self",
                (leaf, name) -> leaf(
                        leaf,
                        Character.toLowerCase(String.valueOf(name).charAt(0))
                                + String.valueOf(name).substring(1),
                        place,
                        leaves));
    }

    /** The parameters of a helper, records taken apart. */
    private List<Operand> parameters(ExecutableElement method, MethodTree tree, List<Value> leaves) {
        List<Operand> parameters = new ArrayList<>();
        for (int i = 0; i < method.getParameters().size(); i++) {
            VariableElement parameter = method.getParameters().get(i);
            Tree place = tree.getParameters().get(i);
            TypeMirror type = desk.java.plain(parameter.asType());
            String own = parameter.getSimpleName().toString();
            parameters.add(
                    desk.records.map(type, own, (leaf, name) -> leaf(leaf, String.valueOf(name), place, leaves)));
        }
        return parameters;
    }

    private Value leaf(TypeMirror type, String name, Tree place, List<Value> leaves) {
        Value value = new Value(desk.graphType(type), name, desk.origin(place, name), null);
        leaves.add(value);
        if (desk.java.mayChange(type)) {
            changing.add(value);
        }
        return value;
    }

    /** Reads a helper as a function of its own, apart from all that is being read. */
    private void read(
            ExecutableElement method,
            MethodTree tree,
            Callee callee,
            @Nullable Operand receiver,
            List<Operand> parameters,
            List<Value> leaves) {
        RegionBuilder region = desk.region;
        State state = desk.state;
        Frame frame = desk.frame;
        desk.region = new RegionBuilder();
        desk.state = new State();
        desk.frame = new Frame(Members.ownerOf(method), method, method.getReturnType(), null);
        desk.frame.receive(receiver);
        for (int i = 0; i < parameters.size(); i++) {
            String name = method.getParameters().get(i).getSimpleName().toString();
            Local local = new Local(name, parameters.get(i).type(), null);
            desk.frame.declare(name, local);
            desk.state.put(local, parameters.get(i));
        }
        desk.state.put(desk.frame.result(), Operand.UNDEFINED);
        desk.statements.block(tree.getBody().getStatements());
        List<Value> yields = new ArrayList<>();
        if (yields(method.getReturnType(), tree, yields)) {
            Function function = new Function(method.getSimpleName().toString(), leaves, desk.region.yielding(yields));
            helpers.put(method, new RecursiveHelper(callee, function));
            ForeignWrites.refuse(desk, desk.region, desk.writes);
        }
        desk.region = region;
        desk.state = state;
        desk.frame = frame;
    }

    /** What has been read yields; false if it was refused. */
    private boolean yields(TypeMirror type, MethodTree tree, List<Value> yields) {
        if (type.getKind() == TypeKind.VOID) {
            return true;
        }
        Operand result = desk.state.isDead() ? desk.never(type) : desk.state.get(desk.frame.result());
        if (result.isBad() || result.isUndefined()) {
            return false;
        }
        if (result.components() == null) {
            yields.add(desk.valueOf(result, tree));
        } else {
            desk.records.flatten(result, yields);
        }
        return true;
    }
}
