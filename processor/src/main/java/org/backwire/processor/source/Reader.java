package org.backwire.processor.source;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.backwire.processor.graph.Problem;
import org.backwire.processor.graph.Refused;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * Reads methods: syntax tree in, graph out. Names, types and overloads are resolved here, without the compiler's help. What a name
 * means is looked up once, so a reader is good for as long as there are no more classes: for one round.
 */
public final class Reader {
    private final Elements elements;
    private final JavaTypes java;
    private final Members members;
    private final Map<CompilationUnitTree, Names> names = new IdentityHashMap<>();
    private final SourceCode text;
    private final Function<TypeElement, @Nullable ClassTree> declarations;
    private final Function<ExecutableElement, @Nullable CalleeFacts> facts;

    public Reader(Elements elements, Types types) {
        this(elements, types, (unit, tree) -> tree.toString());
    }

    /** @param text gives the source of a tree */
    public Reader(Elements elements, Types types, SourceCode text) {
        this(elements, types, text, type -> null, method -> CalleeFacts.HARMLESS);
    }

    /**
     * Creates a reader that knows of other files.
     *
     * @param text gives the source of a tree
     * @param declarations gives the declaration of a class of this compilation, null for other classes
     * @param facts gives what is known of a method of another class, null if nothing is
     */
    public Reader(
            Elements elements,
            Types types,
            SourceCode text,
            Function<TypeElement, @Nullable ClassTree> declarations,
            Function<ExecutableElement, @Nullable CalleeFacts> facts) {
        this.elements = elements;
        this.java = new JavaTypes(elements, types);
        this.members = new Members(elements, types);
        this.text = text;
        this.declarations = declarations;
        this.facts = facts;
    }

    /**
     * Reads all of a method, whatever is wrong with it.
     *
     * @throws RefusedReading with every problem found
     */
    public Reading read(ExecutableElement method, MethodTree tree, CompilationUnitTree unit) {
        Names known = names.computeIfAbsent(unit, file -> new Names(elements, members, file, packageOf(method)));
        Lowering desk = new Lowering(java, members, known, method, tree, unit, text, declarations, facts);
        BlockTree body = tree.getBody();
        if (body == null) {
            desk.refuse(Problem.NO_BODY, tree, desk.methodName());
            throw new Refused(desk.problems());
        }
        AnnotatedMethod annotated = AnnotatedMethod.of(method, desk.elements, desk.types);
        List<Value> parameters = parameters(desk, method, tree, annotated);
        desk.privateTypes.refuse(method.getReturnType(), tree.getReturnType());
        for (int i = 0; i < tree.getThrows().size(); i++) {
            desk.privateTypes.refuse(
                    method.getThrownTypes().get(i), tree.getThrows().get(i));
        }
        checkRecords(desk, method, tree, annotated);
        desk.state.put(desk.frame.result(), Operand.UNDEFINED);
        desk.statements.block(body.getStatements());
        Operand result = desk.state.get(desk.frame.result());
        List<Value> yields = new ArrayList<>();
        desk.records.flatten(desk.state.isDead() ? desk.never(method.getReturnType()) : result, yields);
        if ((yields.isEmpty() || !desk.region.completes()) && !desk.isRefused()) {
            desk.refuse(Problem.UNSUPPORTED_STATEMENT, tree, "a body that never returns", "Return a value.");
        }
        ForeignWrites.refuse(desk, desk.region, desk.writes);
        ObscuredClasses.refuse(desk, method, tree);
        if (desk.isRefused()) {
            throw new RefusedReading(desk.problems(), () -> reading(desk, method, parameters, yields));
        }
        return reading(desk, method, parameters, yields);
    }

    private String packageOf(ExecutableElement method) {
        return elements.getPackageOf(method).getQualifiedName().toString();
    }

    private static Reading reading(
            Lowering desk, ExecutableElement method, List<Value> parameters, List<Value> yields) {
        var function = new org.backwire.processor.graph.Function(
                method.getSimpleName().toString(), parameters, desk.region.yielding(yields));
        return new Reading(
                new Naming(desk.wishes).function(function),
                desk.assumptions,
                method.getParameters().stream()
                        .map(parameter -> desk.records.parameterShape(parameter.asType()))
                        .toList(),
                desk.records.shape(method.getReturnType()),
                desk.recursions.helpers().stream()
                        .map(helper -> new RecursiveHelper(
                                helper.callee(), new Naming(desk.wishes).function(helper.function())))
                        .toList(),
                desk.keptCalls.all());
    }

    private static List<Value> parameters(
            Lowering desk, ExecutableElement method, MethodTree tree, @Nullable AnnotatedMethod annotated) {
        List<Value> parameters = new ArrayList<>();
        for (int i = 0; i < method.getParameters().size(); i++) {
            VariableElement parameter = method.getParameters().get(i);
            VariableTree declaration = tree.getParameters().get(i);
            TypeMirror type = desk.java.plain(parameter.asType());
            String name = parameter.getSimpleName().toString();
            Type graphType = TypeOf.of(desk.java.upward(type), desk.types);
            Local local = new Local(name, graphType == null ? null : type, null);
            if (graphType == null) {
                desk.refuse(Problem.UNKNOWN_NAME, declaration.getType(), desk.text(declaration.getType()));
            } else {
                desk.privateTypes.refuse(type, declaration.getType());
            }
            desk.frame.declare(name, local);
            Operand operand =
                    graphType == null ? Operand.BAD : desk.records.parameter(type, name, declaration, parameters);
            if (annotated != null && !annotated.wrt().contains(i)) {
                desk.data.add(local);
            } else {
                List<Value> leaves = new ArrayList<>();
                desk.records.flatten(operand, leaves);
                desk.differentiated.addAll(leaves);
            }
            desk.state.put(local, operand);
        }
        return parameters;
    }

    /** The companion takes records apart, and makes records: of gradients for parameters, and of the result. */
    private static void checkRecords(
            Lowering desk, ExecutableElement method, MethodTree tree, @Nullable AnnotatedMethod annotated) {
        for (int i = 0; i < method.getParameters().size(); i++) {
            TypeMirror type = method.getParameters().get(i).asType();
            boolean wrt = annotated == null || annotated.wrt().contains(i);
            checkRecord(desk, type, wrt, true, tree.getParameters().get(i).getType());
        }
        boolean tangents = annotated != null && annotated.derivatives().contains("JVP");
        checkRecord(desk, method.getReturnType(), true, tangents, tree.getReturnType());
    }

    private static void checkRecord(Lowering desk, TypeMirror type, boolean made, boolean ofGradients, Tree tree) {
        if (type.getKind() != TypeKind.DECLARED || !TypeOf.isDifferentiable(type)) {
            return;
        }
        if (desk.records.isTakenApart(type)) {
            desk.records.check(type, made, ofGradients, tree);
        } else {
            desk.refuse(Problem.RECORD_ELSEWHERE, tree, desk.text(tree));
        }
    }
}
