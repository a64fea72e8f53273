package org.backwire.processor.source;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import org.jspecify.annotations.Nullable;

/**
 * What calls give that are passed functions, as far as it can be told without them: by the types of the objects, and by the names of
 * the methods and how many arguments they have. {@code names.stream().map(…).count()} is a {@code long}, whatever the function gives.
 */
final class ResultTypes {
    private final Lowering desk;

    ResultTypes(Lowering desk) {
        this.desk = desk;
    }

    /** @param isWhole whether the type arguments are known as well; otherwise the type is erased */
    record Result(TypeMirror type, boolean isWhole) {}

    /** Null if nothing is known. */
    @Nullable
    Result of(ExpressionTree tree) {
        ExpressionTree bare = Fields.bare(tree);
        if (bare instanceof MethodInvocationTree call && call.getMethodSelect() instanceof MemberSelectTree select) {
            return ofCall(call, select);
        }
        if (bare instanceof NewClassTree creation && creation.getClassBody() == null) {
            Tree name = creation.getIdentifier();
            boolean isWhole = !TypeTrees.isDiamond(name);
            TypeElement element = isWhole ? null : desk.typeTrees.element(name, desk.frame.owner());
            TypeMirror type = isWhole
                    ? desk.typeTrees.type(name, desk.frame.owner())
                    : element == null ? null : desk.types.erasure(element.asType());
            return type == null ? null : new Result(type, isWhole);
        }
        return null;
    }

    private @Nullable Result ofCall(MethodInvocationTree call, MemberSelectTree select) {
        Result receiver = receiver(select.getExpression());
        if (receiver == null || !(receiver.type() instanceof DeclaredType site)) {
            return null;
        }
        Result common = null;
        int count = call.getArguments().size();
        for (ExecutableElement method : desk.members.methods(
                (TypeElement) site.asElement(), select.getIdentifier().toString())) {
            int parameters = method.getParameters().size();
            if (parameters != count && !(method.isVarArgs() && count >= parameters - 1)) {
                continue;
            }
            Result result = result(method, site, receiver.isWhole());
            if (common != null && !(common.isWhole() && result.isWhole() && same(common.type(), result.type()))) {
                return null;
            }
            common = result;
        }
        return common;
    }

    private boolean same(TypeMirror one, TypeMirror other) {
        return one.getKind() == TypeKind.VOID ? other.getKind() == TypeKind.VOID : desk.java.same(one, other);
    }

    /** What stands in front of a dot; nothing of it is kept. */
    private @Nullable Result receiver(ExpressionTree tree) {
        if (desk.keptCalls.passes(tree)) {
            return of(tree);
        }
        Fields.Qualifier[] read = new Fields.Qualifier[1];
        desk.look(() -> read[0] = desk.fields.qualifier(tree));
        Operand operand = read[0].operand();
        TypeElement type = read[0].type();
        if (operand == null) {
            return type == null ? null : new Result(type.asType(), true);
        }
        return operand.isBad() ? null : new Result(desk.java.upward(operand.type()), true);
    }

    private Result result(ExecutableElement method, DeclaredType site, boolean isWhole) {
        TypeMirror declared = method.getReturnType();
        if (mentions(declared, method)) {
            return new Result(desk.types.erasure(declared), false);
        }
        if (!isWhole) {
            return mentions(declared, null)
                    ? new Result(desk.types.erasure(declared), false)
                    : new Result(declared, true);
        }
        ExecutableType member = (ExecutableType) desk.types.asMemberOf((DeclaredType) desk.types.capture(site), method);
        return new Result(desk.java.upward(member.getReturnType()), true);
    }

    /** @param owner whose type parameters are meant; null for anybody's */
    private static boolean mentions(TypeMirror type, @Nullable Element owner) {
        return TypeOf.anyPart(
                type,
                part -> part instanceof TypeVariable variable
                        && (owner == null || owner.equals(variable.asElement().getEnclosingElement())));
    }
}
