package org.backwire.processor.source;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.backwire.processor.graph.KeptCode;
import org.backwire.processor.graph.Member;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Problem;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * Calls that are passed lambdas or method references, and need only data: {@code names.stream().filter(n -> n.length() > k).count()}.
 * Which types those have is for javac to say, so the whole expression becomes a method of the companion, as it is written. The
 * variables that it reads are the parameters.
 */
final class KeptCalls {
    private final Lowering desk;
    private final ResultTypes types;
    private final List<KeptCode> all = new ArrayList<>();
    private final Map<String, Integer> names = new HashMap<>();
    /** Those that may give what belongs to another object. */
    private final Set<Member> lending = new HashSet<>();

    KeptCalls(Lowering desk) {
        this.desk = desk;
        this.types = new ResultTypes(desk);
    }

    /** What was kept so far. */
    List<KeptCode> all() {
        return List.copyOf(all);
    }

    /** Whether what a call gives may belong to another object. */
    boolean lends(Member member) {
        return lending.contains(member);
    }

    /** Whether an expression is a call that cannot be read without functions that are passed in it. */
    boolean passes(ExpressionTree tree) {
        ExpressionTree bare = Fields.bare(tree);
        List<? extends ExpressionTree> arguments = List.of();
        if (bare instanceof MethodInvocationTree call) {
            if (call.getMethodSelect() instanceof MemberSelectTree select && passes(select.getExpression())) {
                return true;
            }
            arguments = call.getArguments();
        } else if (bare instanceof NewClassTree creation) {
            arguments = creation.getArguments();
        }
        for (ExpressionTree argument : arguments) {
            if (isFunction(argument) || passes(argument) && !isWhole(argument)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isFunction(ExpressionTree argument) {
        ExpressionTree bare = Fields.bare(argument);
        return bare instanceof LambdaExpressionTree || bare instanceof MemberReferenceTree;
    }

    private boolean isWhole(ExpressionTree argument) {
        ResultTypes.Result result = types.of(argument);
        return result != null && result.isWhole();
    }

    /**
     * What such a call gives.
     *
     * @param target the type asked for, null if none is
     * @return null if it is to be read like others, which refuses its functions
     */
    @Nullable
    Operand read(ExpressionTree tree, @Nullable TypeMirror target) {
        if (isOfThisClass(tree) || isGeneric()) {
            return null;
        }
        ResultTypes.Result result = types.of(tree);
        TypeMirror whole = result != null && result.isWhole() ? result.type() : null;
        TypeMirror type = whole == null ? target : whole;
        if (type == null) {
            return desk.refuse(Problem.UNKNOWN_TYPE, tree, desk.text(tree));
        }
        KeptText text = KeptText.of(tree, desk);
        if (text == null) {
            return Operand.BAD;
        }
        if (mayReadLater(type, text)) {
            return desk.refuse(Problem.LAMBDA, text.function());
        }
        Operand operand = call(tree, type, text);
        return whole != null ? desk.expressions.assumed(tree, operand) : operand;
    }

    /** Methods and constructors of this class are differentiated by their text, and so are the functions that they take. */
    private boolean isOfThisClass(ExpressionTree tree) {
        if (tree instanceof NewClassTree creation) {
            TypeElement type = desk.typeTrees.element(creation.getIdentifier(), desk.frame.owner());
            return type != null && Lowering.isInside(type, desk.home);
        }
        if (tree instanceof MethodInvocationTree call && call.getMethodSelect() instanceof IdentifierTree name) {
            Names.Candidates candidates = desk.names.methods(name.getName().toString(), desk.frame.owner());
            return candidates.in() != null || candidates.methods().isEmpty();
        }
        return !(tree instanceof MethodInvocationTree call && call.getMethodSelect() instanceof MemberSelectTree select)
                || TypeTrees.isName(select.getExpression()) && isOfThisClass(select);
    }

    private boolean isOfThisClass(MemberSelectTree select) {
        boolean isLocal = select.getExpression() instanceof IdentifierTree name
                && desk.frame.find(name.getName().toString()) != null;
        TypeElement type = isLocal ? null : desk.typeTrees.element(select.getExpression(), desk.frame.owner());
        return type != null && Lowering.isInside(type, desk.home);
    }

    /** Where a type parameter stands for something, the text means something else elsewhere. */
    private boolean isGeneric() {
        ExecutableElement method = desk.frame.method();
        return method == null
                || !method.getTypeParameters().isEmpty()
                || !method.getModifiers().contains(Modifier.STATIC)
                        && !desk.frame.owner().getTypeParameters().isEmpty();
    }

    /**
     * Whether what is given may go on to run functions that have seen arrays or objects, which may have changed by then: a stream runs
     * its functions last of all.
     */
    private boolean mayReadLater(TypeMirror type, KeptText text) {
        List<TypeMirror> seen = text.captured().values().stream()
                .filter(IdentifierTree.class::isInstance)
                .map(name -> desk.frame.find(name.toString()))
                .map(local -> local == null || local.type() == null ? desk.java.object() : local.type())
                .toList();
        if (seen.stream().allMatch(this::isOfValues)) {
            return false;
        }
        boolean seesArrays = seen.stream().anyMatch(KeptCalls::mayHoldArrays);
        TypeMirror given = type;
        while (given instanceof ArrayType array) {
            given = array.getComponentType();
        }
        return !(isOfValues(given) || !seesArrays && isDone(given));
    }

    private static boolean mayHoldArrays(TypeMirror type) {
        return TypeOf.anyPart(
                type,
                part -> part.getKind() == TypeKind.ARRAY
                        || JavaTypes.is(part, "java.lang.Object")
                        || TypeOf.isDifferentiable(part));
    }

    /** Whether an object of a type is no function, and has none to be run. */
    private boolean isDone(TypeMirror type) {
        return type instanceof DeclaredType declared
                && (isCollection(declared)
                        || JavaTypes.is(type, "java.util.Optional")
                        || !Members.packageNameOf((TypeElement) declared.asElement())
                                .startsWith("java."));
    }

    /** Whether a type is of numbers, texts and constants, or of collections of them. */
    private boolean isOfValues(TypeMirror type) {
        if (type.getKind().isPrimitive() || type.getKind() == TypeKind.VOID || isValue(type)) {
            return true;
        }
        return type instanceof DeclaredType declared
                && !declared.getTypeArguments().isEmpty()
                && isCollection(declared)
                && declared.getTypeArguments().stream().allMatch(this::isOfValues);
    }

    private boolean isCollection(DeclaredType type) {
        TypeMirror erased = desk.types.erasure(type);
        return List.of("java.util.Collection", "java.util.Map").stream()
                .map(name -> desk.types.erasure(desk.java.declared(name)))
                .anyMatch(collection -> desk.types.isSubtype(erased, collection));
    }

    private boolean isValue(TypeMirror type) {
        return JavaTypes.isString(type) || JavaTypes.isBox(type) || JavaTypes.isEnum(type);
    }

    private Operand call(ExpressionTree tree, TypeMirror type, KeptText text) {
        List<KeptCode.Parameter> parameters = new ArrayList<>();
        List<Value> arguments = new ArrayList<>();
        for (Map.Entry<String, ExpressionTree> captured : text.captured().entrySet()) {
            Operand operand = desk.expressions.read(captured.getValue());
            if (operand.isBad() || isHidden(operand.type(), captured.getValue())) {
                return Operand.BAD;
            }
            if (operand.value() != null && desk.differentiated.contains(operand.value())) {
                Operand refused = refuse(tree, captured.getValue());
                if (refused != null) {
                    return refused;
                }
            }
            Operand whole = desk.records.whole(operand, captured.getValue());
            if (whole.isBad()) {
                return whole;
            }
            parameters.add(new KeptCode.Parameter(captured.getKey(), desk.graphType(operand.type())));
            arguments.add(desk.foreigns.asSeen(whole, captured.getValue()));
        }
        if (isHidden(type, tree)) {
            return Operand.BAD;
        }
        String method = methodName(tree);
        Type result = type.getKind() == TypeKind.VOID ? null : desk.graphType(type);
        Member member = new Member(desk.companion, kept(method, parameters, result, text.pieces()));
        if (!ForeignWrites.MAKERS.contains(method)) {
            lending.add(member);
        }
        return desk.foreigns.emit(Op.Use.KEPT, member, null, arguments, type, text.function(), tree);
    }

    /** Where a differentiated parameter is not what a function sees, that is said; if it is, {@code Losses} says so. */
    private @Nullable Operand refuse(ExpressionTree tree, ExpressionTree parameter) {
        MethodInvocationTree stage = desk.generators.unknown(tree);
        if (stage != null) {
            return desk.refuse(Problem.STREAM, stage.getMethodSelect(), StreamEnds.name(stage));
        }
        return tree instanceof MethodInvocationTree call && isBesideFunctions(call, parameter)
                ? desk.refuse(
                        Problem.EXTERNAL_CALL,
                        call.getMethodSelect(),
                        desk.text(parameter),
                        StreamEnds.name(call),
                        "Keep numbers in variables and arrays")
                : null;
    }

    private static boolean isBesideFunctions(MethodInvocationTree call, Tree place) {
        boolean[] isFound = new boolean[1];
        new TreeScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitLambdaExpression(LambdaExpressionTree lambda, @Nullable Void unused) {
                return null;
            }

            @Override
            public @Nullable Void scan(@Nullable Tree tree, @Nullable Void unused) {
                isFound[0] |= tree == place;
                return super.scan(tree, null);
            }
        }.scan(call.getArguments(), null);
        return isFound[0];
    }

    /** The method of the companion that has a text, which a helper that is written out twice has twice. */
    private String kept(
            String method, List<KeptCode.Parameter> parameters, @Nullable Type result, List<Object> pieces) {
        for (KeptCode known : all) {
            if (known.pieces().equals(pieces)
                    && known.parameters().equals(parameters)
                    && Objects.equals(known.result(), result)) {
                return known.name();
            }
        }
        KeptCode code = new KeptCode(name(method), parameters, result, pieces);
        all.add(code);
        return code.name();
    }

    /** Whether the companion may not name a type; mostly that was said where a variable is declared. */
    private boolean isHidden(TypeMirror type, Tree tree) {
        return !desk.members.isVisibleBeside(type, desk.home)
                && (desk.isRefused() || desk.privateTypes.refuse(type, tree));
    }

    private static String methodName(ExpressionTree tree) {
        if (!(tree instanceof MethodInvocationTree call)) {
            return "object";
        }
        return call.getMethodSelect() instanceof MemberSelectTree select
                ? select.getIdentifier().toString()
                : call.getMethodSelect().toString();
    }

    /** A name that no other method of the companion has. */
    private String name(String method) {
        String wish = "kept" + Character.toUpperCase(method.charAt(0)) + method.substring(1);
        int number = names.merge(wish, 1, Integer::sum);
        return number == 1 ? wish : wish + number;
    }
}
