package org.backwire.processor.source;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.backwire.processor.graph.ClassRef;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Member;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Origin;
import org.backwire.processor.graph.Problem;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/** Helpers that call themselves, directly or by way of others. Each is read once, as a function that is called. */
final class Recursions {
    private final Lowering desk;
    private final Set<ExecutableElement> recursive = new HashSet<>();
    private final Set<ExecutableElement> refused = new HashSet<>();
    private final Map<ExecutableElement, Op.Callee> callees = new HashMap<>();
    private final Map<ExecutableElement, RecursiveHelper> helpers = new LinkedHashMap<>();
    private final Map<MethodTree, Boolean> possible = new HashMap<>();
    private @Nullable Map<String, List<MethodTree>> methods;

    Recursions(Lowering desk) {
        this.desk = desk;
    }

    /** What was read so far. */
    List<RecursiveHelper> helpers() {
        return List.copyOf(helpers.values());
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
        return possible.computeIfAbsent(tree, this::comesBack);
    }

    private boolean comesBack(MethodTree tree) {
        String name = tree.getName().toString();
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
            if (called.contains(name)) {
                return true;
            }
            for (String other : called) {
                if (seen.add(other)) {
                    open.addAll(methods().getOrDefault(other, List.of()));
                }
            }
        }
        return false;
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
        String name = method.getSimpleName().toString();
        MethodTree tree = desk.sources.method(method);
        boolean single = method.getReturnType().getKind() != TypeKind.VOID
                && method.getReturnType().getKind() != TypeKind.ARRAY
                && !desk.records.isTakenApart(method.getReturnType());
        if (tree == null || !single || !isPlain(call)) {
            return refused.add(method) ? desk.refuse(Problem.RECURSION, call.name(), name) : Operand.BAD;
        }
        List<Operand> arguments = desk.helpers.arguments(
                call.choice(), call.arguments(), call.tree().getArguments(), call.tree());
        if (arguments == null) {
            return Operand.BAD;
        }
        List<Value> operands = new ArrayList<>();
        arguments.forEach(argument -> desk.records.flatten(argument, operands));
        Op.Callee callee = callees.get(method);
        if (callee == null) {
            List<Value> leaves = new ArrayList<>();
            List<Operand> parameters = parameters(method, tree, leaves);
            callee = callee(method, leaves);
            callees.put(method, callee);
            read(method, tree, callee, parameters, leaves, desk.origin(call.name()));
        }
        Value result = desk.value(desk.graphType(method.getReturnType()), call.tree());
        desk.emit(new Op.CallDifferentiable(result, callee, operands));
        return Operand.of(desk.java.plain(method.getReturnType()), result);
    }

    /** Whether a function can be made of a method and called so. */
    private boolean isPlain(Calls.Call call) {
        ExecutableElement method = call.method();
        return call.receiver() == null
                && method.getTypeParameters().isEmpty()
                && method.getParameters().stream()
                        .allMatch(parameter -> desk.members.isVisibleBeside(parameter.asType(), desk.home));
    }

    private Op.Callee callee(ExecutableElement method, List<Value> leaves) {
        String name = method.getSimpleName().toString();
        int first = name.offsetByCodePoints(0, 1);
        StringBuilder nested = new StringBuilder("Recursive")
                .appendCodePoint(Character.toUpperCase(name.codePointAt(0)))
                .append(name, first, name.length());
        long same = callees.keySet().stream()
                .filter(other -> other.getSimpleName().equals(method.getSimpleName()))
                .count();
        if (same > 0) {
            nested.append(same + 1);
        }
        List<String> names = new ArrayList<>(desk.companion.simpleNames());
        names.add(nested.toString());
        ClassRef companion = new ClassRef(desk.companion.packageName(), names);
        List<String> parameters = new ArrayList<>();
        List<Integer> wrt = new ArrayList<>();
        boolean differentiable = TypeOf.isDifferentiable(method.getReturnType());
        for (Value leaf : leaves) {
            if (differentiable && leaf.type().isDifferentiable()) {
                wrt.add(parameters.size());
            }
            String own = String.valueOf(leaf.name());
            while (SourceVersion.isKeyword("d" + own) || parameters.contains(own)) {
                own += "_";
            }
            parameters.add(own);
        }
        Member member = isHidden(method)
                ? new Member(companion, "value")
                : new Member(TypeOf.classRef(Members.ownerOf(method)), name);
        List<Type> types = leaves.stream().map(Value::type).toList();
        return Op.Callee.of(member, companion, parameters, types, desk.graphType(method.getReturnType()), wrt);
    }

    /** Whether the companion cannot call a helper: it is private, or takes records, which are no longer there. */
    private boolean isHidden(ExecutableElement method) {
        return !desk.members.isVisibleBeside(method, desk.home)
                || method.getParameters().stream().anyMatch(parameter -> desk.records.isTakenApart(parameter.asType()));
    }

    /** The parameters of a helper, records taken apart. */
    private List<Operand> parameters(ExecutableElement method, MethodTree tree, List<Value> leaves) {
        List<Operand> parameters = new ArrayList<>();
        for (int i = 0; i < method.getParameters().size(); i++) {
            VariableElement parameter = method.getParameters().get(i);
            Tree place = tree.getParameters().get(i);
            TypeMirror type = desk.java.plain(parameter.asType());
            String own = parameter.getSimpleName().toString();
            parameters.add(desk.records.map(type, own, (leaf, name) -> {
                Value value = new Value(desk.graphType(leaf), name, desk.origin(place, String.valueOf(name)), null);
                leaves.add(value);
                return value;
            }));
        }
        return parameters;
    }

    /** Reads a helper as a function of its own, apart from all that is being read. */
    private void read(
            ExecutableElement method,
            MethodTree tree,
            Op.Callee callee,
            List<Operand> parameters,
            List<Value> leaves,
            Origin place) {
        RegionBuilder region = desk.region;
        State state = desk.state;
        Frame frame = desk.frame;
        desk.region = new RegionBuilder();
        desk.state = new State();
        desk.frame = new Frame(Members.ownerOf(method), method, method.getReturnType(), null);
        for (int i = 0; i < parameters.size(); i++) {
            String name = method.getParameters().get(i).getSimpleName().toString();
            Local local = new Local(name, parameters.get(i).type(), null);
            desk.frame.declare(name, local);
            desk.state.put(local, parameters.get(i));
        }
        desk.state.put(desk.frame.result(), Operand.UNDEFINED);
        desk.statements.block(tree.getBody().getStatements());
        Operand result = desk.state.isDead() ? desk.never(method.getReturnType()) : desk.state.get(desk.frame.result());
        List<Value> yields = new ArrayList<>();
        if (!result.isBad() && !result.isUndefined()) {
            yields.add(desk.valueOf(result, tree));
            Function function = new Function(method.getSimpleName().toString(), leaves, desk.region.yielding(yields));
            Type type = desk.graphType(method.getReturnType());
            helpers.put(method, new RecursiveHelper(callee, function, type, isHidden(method), place));
            ForeignWrites.refuse(desk, desk.region, desk.writes);
        }
        desk.region = region;
        desk.state = state;
        desk.frame = frame;
    }
}
